"""An SVG picture on a card of its own, for light and dark backgrounds."""

from xml.sax.saxutils import escape

STYLE = """
text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.note { fill: #59636e }
.end { text-anchor: end }
.middle { text-anchor: middle }
.label { paint-order: stroke; stroke: #ffffff; stroke-width: 4px }
.card { fill: #ffffff; stroke: #d1d9e0 }
.ours { fill: #0969da }
.other { fill: #afb8c1 }
.grid { stroke: #d1d9e0 }
.bound { stroke: #59636e; stroke-dasharray: 4 4 }
.spread { stroke: #1f2328 }
.curve { fill: none; stroke: #0969da; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .note { fill: #9198a1 }
  .label { stroke: #151b23 }
  .card { fill: #151b23; stroke: #3d444d }
  .ours { fill: #4493f8 }
  .other { fill: #656c76 }
  .grid { stroke: #3d444d }
  .bound { stroke: #9198a1 }
  .spread { stroke: #e6edf3 }
  .curve { stroke: #4493f8 }
}
"""


class Picture:
    """`title` says what it is, `description` in words all that it shows."""

    def __init__(self, width, height, title, description):
        self._parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
            f'height="{height}" viewBox="0 0 {width} {height}" role="img" '
            f'aria-labelledby="title description">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="description">{escape(description)}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="card" x="0.5" y="0.5" width="{width - 1}" '
            f'height="{height - 1}" rx="6"/>']

    def text(self, x, y, text, kind=""):
        self._parts.append(f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">'
                           f"{escape(text)}</text>")

    def bar(self, x, y, width, height, kind):
        self._parts.append(f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" '
                           f'width="{width:.1f}" height="{height:.1f}"/>')

    def line(self, x1, y1, x2, y2, kind):
        self._parts.append(f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" '
                           f'x2="{x2:.1f}" y2="{y2:.1f}"/>')

    def curve(self, points):
        text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(f'<polyline class="curve" points="{text}"/>')

    def dot(self, x, y):
        self._parts.append(f'<circle class="ours" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')

    def save(self, path):
        path.write_text("\n".join(self._parts) + "\n</svg>\n")
