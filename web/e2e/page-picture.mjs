// A stand-in for a page of a manual, drawn as SVG at two pixels for a point (A4).

const line = (y, width, text = "") =>
  text
    ? `<text x="72" y="${y}" font-size="11" font-family="sans-serif" fill="#1d2b3a">${text}</text>`
    : `<rect x="72" y="${y - 7}" width="${width}" height="5" rx="2" fill="#c4ced6"/>`;

export function pagePicture(n) {
  const grey = [430, 450, 470, 490, 520, 540, 560, 590, 610, 640, 660, 680].map((y, i) =>
    line(y, 451 - ((i * 67) % 170)),
  );
  const texts =
    n === 113
      ? [
          line(160, 0, "5. Fit the caliper bolts M20 and tighten crosswise to 520 Nm"),
          line(178, 0, "in two passes."),
          line(240, 420),
          line(262, 390),
        ]
      : [
          `<rect x="72" y="176" width="451" height="18" fill="#b3141c"/><text x="80" y="189" font-size="11" font-weight="700" fill="#fff" font-family="sans-serif">DANGER</text>`,
          `<rect x="72" y="176" width="451" height="88" fill="none" stroke="#b3141c"/>`,
          line(214, 0, "Stored pressure can move the caliper. Close valve V12, open the drain and"),
          line(232, 0, "read 0 bar on gauge G3 before any hand goes near the pads."),
          line(330, 0, "1. Apply the rotor lock and hang the lock-out tag at the yaw"),
          line(348, 0, "cabinet. Measure the pads."),
        ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1190" height="1684" viewBox="0 0 595 842"><rect width="595" height="842" fill="#fff"/>
<text x="72" y="60" font-size="9" fill="#51625e" font-family="sans-serif">Kestrel K112-2.4 operation and maintenance manual, revision D</text>
<text x="72" y="120" font-size="18" font-weight="700" fill="#1d2b3a" font-family="sans-serif">7.3 Replacing the yaw brake pads</text>
${texts.join("")}${grey.join("")}<text x="500" y="800" font-size="9" fill="#51625e" font-family="sans-serif">Page ${n} of 164</text></svg>`;
}
