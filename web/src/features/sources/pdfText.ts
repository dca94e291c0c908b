/** The text of a document's pages by pdf.js, fetched only when somebody looks at them; the picture stays the server's. */
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import type { TextContent, TextItem } from "pdfjs-dist/types/src/display/api";
import type { Box } from "@/shared/api-types";

GlobalWorkerOptions.workerSrc = worker;

export interface Hit {
  page: number;
  boxes: Box[];
}

export interface PageText {
  content: TextContent;
  width: number;
  height: number;
}

/** Throws: when it is no PDF, cannot be reached, or was not kept. */
export async function openPdf(documentId: string): Promise<PDFDocumentProxy> {
  const url = `/api/documents/${encodeURIComponent(documentId)}/file`;
  // In pieces, as they are needed: a manual of 300 pages is not fetched whole for one of them.
  return getDocument({
    url,
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: 131_072,
    useWasm: false,
  }).promise;
}

export async function pageText(pdf: PDFDocumentProxy, number: number): Promise<PageText> {
  const page = await pdf.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const content = await page.getTextContent();
  page.cleanup();
  return { content, width, height };
}

/** Where the words stand in the document, page by page as they are found; lines that go on are one text. */
export async function* findInPdf(
  pdf: PDFDocumentProxy,
  query: string,
  signal: AbortSignal,
  onPage: (page: number) => void,
): AsyncGenerator<Hit> {
  const wanted = fold(query);
  if (!wanted) return;
  for (let page = 1; page <= pdf.numPages && !signal.aborted; page += 1) {
    onPage(page);
    const { content, height } = await pageText(pdf, page);
    for (const boxes of hitsOn(content, height, wanted)) yield { page, boxes };
  }
}

function* hitsOn(content: TextContent, height: number, wanted: string): Generator<Box[]> {
  const items = content.items.filter((item): item is TextItem => "str" in item && item.str.trim() !== "");
  let text = "";
  const ends = items.map((item) => {
    text += fold(item.str);
    return text.length;
  });
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const own = items.filter((_, i) => (ends[i] ?? 0) > at && (ends[i - 1] ?? 0) < at + wanted.length);
    yield own.map((item) => boxOf(item, height));
  }
}

/** `[x0, y0, x1, y1]` from the top left, as the server's boxes are. */
function boxOf({ transform, width, height }: TextItem, pageHeight: number): Box {
  const [x, y] = [Number(transform[4]), Number(transform[5])];
  const tall = height || Math.abs(Number(transform[3]));
  return [x, pageHeight - y - tall, x + width, pageHeight - y + 0.2 * tall];
}

/** Spaces do not count: PDF text has them where none are printed, and none where they are. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\s\u00ad]/gu, "")
    .toLowerCase();
}
