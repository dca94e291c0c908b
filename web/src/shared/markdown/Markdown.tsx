import { Fragment, type ReactNode } from "react";
import { type Block, isTitle, type ListItem, parseBlocks } from "@/shared/markdown/blocks";
import { citedOnce } from "@/shared/markdown/citedOnce";
import { FieldRows } from "@/shared/markdown/FieldRows";
import { type Inline, isMeasured, parseInline, type Tied, tied, wholes } from "@/shared/markdown/inline";
import { Named } from "@/shared/markdown/Named";

type RenderMarker = (n: number) => ReactNode;

/** The answer's markdown subset as React elements: text is always text, never HTML. */
export function Markdown({ text, marker }: { text: string; marker: RenderMarker }) {
  return <div className="prose">{parseBlocks(text).map((block, i) => renderBlock(block, i, marker))}</div>;
}

/** Text as it is, its values not cut by line ends. */
export function PlainText({ text }: { text: string }) {
  return (
    <>
      {text.split("\n").map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Fragment key={i}>
          {i > 0 && "\n"}
          {renderInline(wholes(line), () => null)}
        </Fragment>
      ))}
    </>
  );
}

/** One line of the subset. */
export function InlineMarkdown({ text, marker }: { text: string; marker: RenderMarker }) {
  return <>{renderInline(parseInline(text), marker)}</>;
}

function renderBlock(block: Block, key: number, marker: RenderMarker): ReactNode {
  switch (block.type) {
    case "heading":
      return (
        <h3 key={key}>
          <InlineMarkdown text={block.text} marker={marker} />
        </h3>
      );
    case "paragraph":
      return (
        <p key={key} className={isTitle(block.text) ? "title" : undefined}>
          <InlineMarkdown text={block.text} marker={marker} />
        </p>
      );
    case "quote":
      return (
        <blockquote key={key}>
          <InlineMarkdown text={block.text} marker={marker} />
        </blockquote>
      );
    case "fields":
      return <FieldRows key={key} rows={block.rows} marker={marker} />;
    case "table":
      return <Table key={key} header={block.header} rows={block.rows} marker={marker} />;
    case "list": {
      const texts = citedOnce(block.items.map((item) => item.lines.join("\n")));
      const items = block.items.map((item, i) => renderItem(item, texts[i] ?? "", i, marker));
      return block.ordered ? (
        <ol
          key={key}
          start={block.start}
          className="steps"
          style={{ counterReset: `step ${block.start - 1}` }}
        >
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      );
    }
  }
}

function renderItem(item: ListItem, text: string, key: number, marker: RenderMarker): ReactNode {
  return (
    <li key={key}>
      <InlineMarkdown text={text} marker={marker} />
      {item.children.map((block, i) => renderBlock(block, i, marker))}
    </li>
  );
}

function Table({ header, rows, marker }: { header: string[]; rows: string[][]; marker: RenderMarker }) {
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            {header.map((cell, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
              <th key={i} scope="col">
                <InlineMarkdown text={cell} marker={marker} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={r}>
              {header.map((_, c) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
                <td key={c}>
                  <InlineMarkdown text={row[c] ?? ""} marker={marker} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a line end does not cut; a measured value can be made large. */
function Whole({ text }: { text: string }) {
  const measured = isMeasured({ type: "whole", text });
  return (
    <span className={measured ? "whole value" : "whole"}>{measured ? text : <Named text={text} />}</span>
  );
}

function renderInline(nodes: readonly Inline[], marker: RenderMarker): ReactNode {
  return tied(nodes).map((node: Inline | Tied, i) => {
    switch (node.type) {
      case "tied":
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their place
          <span key={i} className="whole">
            {renderInline(node.word, marker)}
            {node.markers.map((n) => (
              <Fragment key={n}>{marker(n)}</Fragment>
            ))}
          </span>
        );
      case "bold":
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their place
          <strong key={i} className={node.children.every(isMeasured) ? "figure" : undefined}>
            {renderInline(node.children, marker)}
          </strong>
        );
      case "italic":
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their place
        return <em key={i}>{renderInline(node.children, marker)}</em>;
      case "code":
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their place
          <code key={i}>
            <Named text={node.text} />
          </code>
        );
      case "whole":
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their place
        return <Whole key={i} text={node.text} />;
      default:
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their place
        return node.type === "text" ? <Named key={i} text={node.text} /> : null;
    }
  });
}
