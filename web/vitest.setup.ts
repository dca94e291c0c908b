import { cleanup } from "@testing-library/preact";
import { afterEach } from "vitest";

// jsdom has no dialogs that open.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

afterEach(cleanup);
