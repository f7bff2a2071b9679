import { mix, type Rgb, rgb } from './colour.ts'

/** An opaque picture of plain pixels. Drawing on it ourselves costs a fraction of laying layers over each other with an image library. */
export interface Canvas {
  width: number
  height: number
  /** RGB, row by row. */
  data: Uint8ClampedArray
}

/** A cut-out with transparency. */
export interface Sprite {
  size: number
  /** RGBA, premultiplied. */
  data: Uint8ClampedArray
  /** What of the square the thing fills, as shares of the size. */
  box: { left: number; top: number; right: number; bottom: number }
}

export function canvas(width: number, height: number = width): Canvas {
  return { width, height, data: new Uint8ClampedArray(width * height * 3) }
}

/** Fills with a soft light: `inner` at the centre (shares of the width and height), `rim` at the corners. */
export function ground(to: Canvas, colours: { inner: string; rim: string }, at: { x: number; y: number } = { x: 0.5, y: 0.4 }): void {
  const steps = 512
  const [inner, rim] = [rgb(colours.inner), rgb(colours.rim)]
  const table = new Uint8ClampedArray((steps + 1) * 3)
  for (let step = 0; step <= steps; step += 1) {
    const share = (step / steps) ** 1.3
    for (let part = 0; part < 3; part += 1) table[step * 3 + part] = (inner[part] ?? 0) + ((rim[part] ?? 0) - (inner[part] ?? 0)) * share
  }
  const [cx, cy] = [at.x * to.width, at.y * to.height]
  const reach = Math.hypot(Math.max(cx, to.width - cx), Math.max(cy, to.height - cy))
  // Every other pixel of every other row: a light this soft has no edges to lose.
  const row = to.width * 3
  for (let y = 0; y < to.height; y += 2) {
    const dy2 = (y - cy) * (y - cy)
    let out = y * row
    for (let x = 0; x < to.width; x += 2) {
      const entry = ((Math.sqrt((x - cx) * (x - cx) + dy2) / reach) * steps) | 0
      const last = x + 1 < to.width ? 2 : 1
      for (let twice = 0; twice < last; twice += 1) {
        to.data[out++] = table[entry * 3]! // the table has an entry for every distance within reach
        to.data[out++] = table[entry * 3 + 1]!
        to.data[out++] = table[entry * 3 + 2]!
      }
    }
    if (y + 1 < to.height) to.data.copyWithin((y + 1) * row, y * row, (y + 1) * row)
  }
}

/** Mixes a colour into the pixels of one row, as much as `cover` says for each (0–1), or everywhere alike. */
function paintRow(
  to: Canvas,
  span: { y: number; from: number; until: number },
  { paint, cover }: { paint: Rgb; cover: number | ((x: number) => number) },
): void {
  const until = Math.min(to.width, Math.ceil(span.until))
  const [r, g, b] = paint
  const { data } = to
  for (let x = Math.max(0, Math.floor(span.from)); x < until; x += 1) {
    const share = typeof cover === 'number' ? cover : cover(x + 0.5)
    if (share <= 0) continue
    const at = (span.y * to.width + x) * 3
    data[at] = data[at]! + (r - data[at]!) * share // the span is clipped to the picture
    data[at + 1] = data[at + 1]! + (g - data[at + 1]!) * share
    data[at + 2] = data[at + 2]! + (b - data[at + 2]!) * share
  }
}

export interface Blob {
  x: number
  y: number
  rx: number
  ry: number
  colour: string
  alpha: number
  /** A shadow or a glow that fades from the middle on; otherwise the edge is sharp. */
  soft: boolean
}

/** An ellipse: a disc behind the goods, a shadow below them, a glow. */
export function ellipse(to: Canvas, { x, y, rx, ry, colour, alpha, soft }: Blob): void {
  const paint = rgb(colour)
  for (let py = Math.max(0, Math.floor(y - ry)); py < Math.min(to.height, Math.ceil(y + ry)); py += 1) {
    const dy = (py + 0.5 - y) / ry
    if (Math.abs(dy) >= 1) continue
    const half = rx * Math.sqrt(1 - dy * dy)
    if (soft) {
      const left = 1 - dy * dy
      paintRow(
        to,
        { y: py, from: x - half, until: x + half },
        {
          paint,
          cover: (px) => {
            const dx = (px - x) / rx
            const inside = left - dx * dx
            return inside <= 0 ? 0 : alpha * inside * inside
          },
        },
      )
    } else sharpSpan(to, { y: py, x, half }, { paint, alpha })
  }
}

/** A doorway: a half circle on a rectangle, down to `bottom`. */
export function arch(
  to: Canvas,
  { x, top, radius, bottom, colour, alpha }: { x: number; top: number; radius: number; bottom: number; colour: string; alpha: number },
): void {
  const paint = rgb(colour)
  for (let py = Math.max(0, Math.floor(top)); py < Math.min(to.height, Math.ceil(bottom)); py += 1) {
    const above = Math.max(0, top + radius - (py + 0.5))
    if (above < radius) sharpSpan(to, { y: py, x, half: Math.sqrt(radius * radius - above * above) }, { paint, alpha })
  }
}

/** One row of a filled form whose two ends are smoothed. */
function sharpSpan(
  to: Canvas,
  { y, x, half }: { y: number; x: number; half: number },
  { paint, alpha }: { paint: Rgb; alpha: number },
): void {
  const [from, until] = [x - half, x + half]
  const edge = (px: number): number => alpha * Math.max(0, Math.min(1, px - from + 0.5, until - px + 0.5))
  if (until - from < 6) {
    paintRow(to, { y, from: from - 1, until: until + 1 }, { paint, cover: edge })
    return
  }
  paintRow(to, { y, from: from - 1, until: Math.floor(from) + 2 }, { paint, cover: edge })
  paintRow(to, { y, from: Math.floor(from) + 2, until: Math.ceil(until) - 2 }, { paint, cover: alpha })
  paintRow(to, { y, from: Math.ceil(until) - 2, until: until + 1 }, { paint, cover: edge })
}

/** Everything below a line, lighter towards it: a table, a floor. */
export function table(to: Canvas, { y, light, deep }: { y: number; light: string; deep: string }): void {
  for (let py = Math.floor(y); py < to.height; py += 1) {
    paintRow(to, { y: py, from: 0, until: to.width }, { paint: rgb(mix(light, deep, ((py - y) / (to.height - y)) * 0.85)), cover: 1 })
  }
}

export interface Place {
  /** Middle of the square. */
  x: number
  y: number
  /** Side of the square. */
  size: number
  /** Clockwise, in degrees. */
  angle?: number
  alpha?: number
}

/** Lays a cut-out down, scaled and turned, with bilinear sampling. */
export function blit(to: Canvas, sprite: Sprite, { x, y, size, angle = 0, alpha = 1 }: Place): void {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  const half = (size / 2) * (Math.abs(cos) + Math.abs(sin)) + 1
  const scale = sprite.size / size
  const { size: side, data } = sprite
  const [x0, x1] = [Math.max(0, Math.floor(x - half)), Math.min(to.width, Math.ceil(x + half))]
  const y1 = Math.min(to.height, Math.ceil(y + half))
  for (let py = Math.max(0, Math.floor(y - half)); py < y1; py += 1) {
    const dy = py + 0.5 - y
    for (let px = x0; px < x1; px += 1) {
      const dx = px + 0.5 - x
      const sx = (dx * cos + dy * sin) * scale + side / 2 - 0.5
      const sy = (dy * cos - dx * sin) * scale + side / 2 - 0.5
      if (sx < 0 || sy < 0 || sx >= side - 1 || sy >= side - 1) continue
      const ix = sx | 0
      const iy = sy | 0
      const fx = sx - ix
      const fy = sy - iy
      const from = (iy * side + ix) * 4
      const below = from + side * 4
      const w11 = fx * fy
      const w10 = fx - w11
      const w01 = fy - w11
      const w00 = 1 - fx - w01
      const a = (data[from + 3]! * w00 + data[from + 7]! * w10 + data[below + 3]! * w01 + data[below + 7]! * w11) * alpha // indices are inside by the check above
      if (a < 1) continue
      const keep = 1 - a / 255
      const out = (py * to.width + px) * 3
      to.data[out] =
        to.data[out]! * keep + (data[from]! * w00 + data[from + 4]! * w10 + data[below]! * w01 + data[below + 4]! * w11) * alpha
      to.data[out + 1] =
        to.data[out + 1]! * keep + (data[from + 1]! * w00 + data[from + 5]! * w10 + data[below + 1]! * w01 + data[below + 5]! * w11) * alpha
      to.data[out + 2] =
        to.data[out + 2]! * keep + (data[from + 2]! * w00 + data[from + 6]! * w10 + data[below + 2]! * w01 + data[below + 6]! * w11) * alpha
    }
  }
}
