import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import type { Sprite } from './canvas.ts'
import { rgb } from './colour.ts'
import { shapeSvg } from './shapes.ts'
import { care } from './shapes-beauty.ts'
import { gear } from './shapes-digital.ts'
import { house } from './shapes-home.ts'
import { wear } from './shapes-wear.ts'

const shapes = { ...wear, ...house, ...care, ...gear }
const emoji = join(dirname(createRequire(import.meta.url).resolve('fluentui-emoji/package.json')), 'icons/modern')

/** Rendering them larger costs more than anybody sees. */
const side = 400
const emojiUnits = 32

export type Load = (name: string, tint?: string) => Promise<Sprite>

/** Makes cut-outs by name and keeps them. `@name` is a drawing of ours; a tint, or `name:#rrggbb`, makes a thing that colour. */
export function spriteLoader(): Load {
  const kept = new Map<string, Promise<Sprite>>()
  const load: Load = (given, wanted) => {
    const [name = '', own] = given.split(':')
    const tint = wanted ?? own
    const key = `${name}|${tint ?? ''}`
    const known = kept.get(key)
    if (known) return known
    const made = name.startsWith('@')
      ? fromShape(name.slice(1), tint)
      : tint
        ? load(name).then((plain) => recolour(plain, tint))
        : fromEmoji(name)
    kept.set(key, made)
    return made
  }
  return load
}

async function fromShape(name: string, tint: string | undefined): Promise<Sprite> {
  const shape = shapes[name]
  if (!shape) throw new Error(`there is no drawing @${name}`)
  return spriteOf(Buffer.from(shapeSvg(shape, tint)), 100)
}

async function fromEmoji(name: string): Promise<Sprite> {
  return spriteOf(await readFile(join(emoji, `${name}.svg`)), emojiUnits)
}

async function spriteOf(svg: Buffer, units: number): Promise<Sprite> {
  const raw = await sharp(svg, { density: (72 * side) / units })
    .resize(side, side, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .ensureAlpha()
    .raw()
    .toBuffer()
  const data = new Uint8ClampedArray(raw.buffer, raw.byteOffset, raw.length)
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]! / 255 // in range by the loop
    for (let part = 0; part < 3; part += 1) data[at + part] = data[at + part]! * alpha
  }
  return { size: side, data, box: boxOf(data) }
}

function boxOf(data: Uint8ClampedArray): Sprite['box'] {
  let [left, top, right, bottom] = [side, side, 0, 0]
  for (let y = 0; y < side; y += 2) {
    for (let x = 0; x < side; x += 2) {
      if (data[(y * side + x) * 4 + 3]! < 60) continue // in range by the loops
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
    }
  }
  return { left: left / side, top: top / side, right: right / side, bottom: bottom / side }
}

/** What of a thing takes another colour, and how light it is there: worked out once, used for every colour. */
interface Dye {
  /** How much of each pixel is the thing itself, 0–1. */
  share: Float32Array
  /** Of its own average. */
  light: Float32Array
}

const dyes = new WeakMap<Sprite, Dye>()

function dyeOf(sprite: Sprite): Dye {
  const known = dyes.get(sprite)
  if (known) return known
  const { data } = sprite
  const own = dominant(data)
  const dye: Dye = { share: new Float32Array(data.length / 4), light: new Float32Array(data.length / 4) }
  for (let at = 0, pixel = 0; at < data.length; at += 4, pixel += 1) {
    const alpha = data[at + 3]! / 255 // in range by the loop
    if (alpha === 0) continue
    const r = data[at]! / alpha
    const g = data[at + 1]! / alpha
    const b = data[at + 2]! / alpha
    dye.share[pixel] = belongs(own.hue, hueOf(r, g, b))
    dye.light[pixel] = (0.3 * r + 0.59 * g + 0.11 * b) / own.light
  }
  dyes.set(sprite, dye)
  return dye
}

/**
 * The same thing in another colour. What has the thing's own hue takes the new colour and keeps its light and shade; trimmings of another
 * hue, and greys on a coloured thing, stay as they are.
 */
export function recolour(sprite: Sprite, tint: string): Sprite {
  const { share: shares, light: lights } = dyeOf(sprite)
  const [tr, tg, tb] = rgb(tint)
  const data = new Uint8ClampedArray(sprite.data)
  for (let at = 0, pixel = 0; at < data.length; at += 4, pixel += 1) {
    const share = shares[pixel]! // one for each pixel
    if (share === 0) continue
    const light = lights[pixel]!
    const alpha = data[at + 3]! / 255
    // Shade is deepened less than light is lifted, so that dark colours keep their folds.
    const times = light <= 1 ? 0.35 + 0.65 * light : 1 - Math.min(1, (light - 1) * 0.75)
    const white = light <= 1 ? 0 : 255 * (1 - times)
    data[at] = (tr * times + white) * share * alpha + data[at]! * (1 - share)
    data[at + 1] = (tg * times + white) * share * alpha + data[at + 1]! * (1 - share)
    data[at + 2] = (tb * times + white) * share * alpha + data[at + 2]! * (1 - share)
  }
  return { ...sprite, data }
}

interface Own {
  /** Degrees; undefined for a grey thing. */
  hue: number | undefined
  light: number
}

function dominant(data: Uint8ClampedArray): Own {
  const bins = Array.from({ length: 12 }, () => 0)
  let [grey, coloured] = [0, 0]
  const sample = (use: (r: number, g: number, b: number) => void): void => {
    for (let at = 0; at < data.length; at += 4 * 7) if (data[at + 3]! > 200) use(data[at]!, data[at + 1]!, data[at + 2]!) // in range by the loop
  }
  sample((r, g, b) => {
    const { hue, saturation } = hueOf(r, g, b)
    if (saturation < 0.18) grey += 1
    else {
      coloured += 1
      const bin = Math.floor(hue / 30) % 12
      bins[bin] = (bins[bin] ?? 0) + 1
    }
  })
  const hue = coloured > grey * 0.6 ? bins.indexOf(Math.max(...bins)) * 30 + 15 : undefined
  let [sum, count] = [0, 0]
  sample((r, g, b) => {
    if (belongs(hue, hueOf(r, g, b)) < 0.5) return
    sum += 0.3 * r + 0.59 * g + 0.11 * b
    count += 1
  })
  return { hue, light: Math.max(40, sum / Math.max(1, count)) }
}

/** How much of a pixel is the thing itself and no trimming. `own`: hue of the thing; undefined for a grey one. */
function belongs(own: number | undefined, { hue, saturation }: Hue): number {
  if (own === undefined) return saturation < 0.3 ? 1 : 0
  if (saturation < 0.1) return 0
  const away = Math.abs(((hue - own + 540) % 360) - 180)
  return away < 40 ? 1 : away < 56 ? (56 - away) / 16 : 0
}

interface Hue {
  /** Degrees. */
  hue: number
  saturation: number
}

function hueOf(r: number, g: number, b: number): Hue {
  const [high, low] = [Math.max(r, g, b), Math.min(r, g, b)]
  const span = high - low
  if (span === 0) return { hue: 0, saturation: 0 }
  const turn = high === r ? (g - b) / span : high === g ? (b - r) / span + 2 : (r - g) / span + 4
  return { hue: (turn * 60 + 360) % 360, saturation: span / high }
}
