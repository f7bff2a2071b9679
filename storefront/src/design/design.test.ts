import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { iconsScss, tokensScss } from '../../tools/design.ts'
import { dark, light } from './tokens.ts'

/** The formatter may break lines and lower the case of colours. */
const bare = (text: string) => text.replaceAll(/\s+/g, '').toLowerCase()
const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

test('the style sheets are what the tokens and the icon list make', () => {
  expect(bare(file('tokens.scss'))).toBe(bare(tokensScss()))
  expect(bare(file('icons.scss'))).toBe(bare(iconsScss()))
})

const channel = (value: number) => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

test.each([
  ['light', light],
  ['dark', dark],
] as const)('text can be read on every ground it stands on (%s, WCAG 2.2 AA)', (_, colours) => {
  const pairs: [keyof typeof light, (keyof typeof light)[]][] = [
    ['ink', ['ground', 'card', 'sunken']],
    ['ink2', ['ground', 'card', 'sunken']],
    ['ink3', ['ground', 'card', 'sunken']],
    ['price', ['card']],
    ['accentDeep', ['accentSoft', 'ground', 'sunken']],
    ['onAccent', ['accentStrong']],
    ['good', ['card', 'goodSoft']],
    ['warn', ['card', 'warnSoft']],
    ['bad', ['card']],
  ]
  const weak = pairs.flatMap(([text, grounds]) =>
    grounds.filter((ground) => contrast(colours[text], colours[ground]) < 4.5).map((ground) => `${text} on ${ground}`),
  )
  expect(weak).toEqual([])
})
