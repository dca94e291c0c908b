import { act, cleanup } from "@testing-library/preact";
import { afterEach } from "vitest";

// jsdom has no dialogs that open.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

// Effects are undone a frame after what they belong to is gone: within `act` they end before the page does.
afterEach(() => act(cleanup));
