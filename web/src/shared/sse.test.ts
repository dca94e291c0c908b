import { describe, expect, it } from "vitest";
import { createSseParser } from "@/shared/sse";

describe("the event stream parser", () => {
  it("gives the same messages however the text is cut", () => {
    const text = 'id: 1\ndata: {"a":1}\n\n: keep-alive\n\nid: 2\r\ndata: x\r\ndata: y\r\n\r\n';
    const whole = createSseParser()(text);
    const parse = createSseParser();
    const cut = [...text].flatMap((letter) => parse(letter));
    expect(whole).toEqual([
      { id: "1", data: '{"a":1}' },
      { id: "2", data: "x\ny" },
    ]);
    expect(cut).toEqual(whole);
  });
});
