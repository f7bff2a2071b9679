// Writes what the design tokens and the icon list become: src/design/tokens.scss, src/design/icons.scss, src/assets/tab/*.png.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { ICONS, TAB_ICONS } from '../src/design/icons.ts'
import { columnWidth, dark, fontFamily, fontSize, light, motion, radius, shadow, touch } from '../src/design/tokens.ts'

const src = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))
const lucide: { icons: Record<string, { body: string }>; aliases?: Record<string, { parent: string }> } = createRequire(import.meta.url)(
  '@iconify-json/lucide/icons.json',
)

const kebab = (name: string) => name.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`)
const variables = (colours: Record<string, string>) =>
  Object.entries(colours)
    .map(([name, value]) => `  --${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${value};`)
    .join('\n')

export function tokensScss(): string {
  return `// Written by tools/design.ts from tokens.ts. Do not edit.
@mixin light {
${variables(light)}
}

@mixin dark {
${variables(dark)}
}

$font: ${fontFamily};
$text-sizes: ${Object.values(fontSize).join(', ')};
$touch: ${touch}px;
$radius-small: ${radius.small}px;
$radius: ${radius.card}px;
$radius-sheet: ${radius.sheet}px;
$radius-pill: ${radius.pill}px;
$shadow-card: ${shadow.card};
$shadow-bar: ${shadow.bar};
$fast: ${motion.fastMs}ms;
$slow: ${motion.slowMs}ms;
$curve: ${motion.curve};
$column: ${columnWidth}px;
`
}

function body(name: string): string {
  const found = lucide.icons[name] ?? lucide.icons[lucide.aliases?.[name]?.parent ?? '']
  if (!found) throw new Error(`no such icon in the set: ${name}`)
  return found.body
}

const svg = (inner: string, colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">${inner.replaceAll('currentColor', colour)}</svg>`
const filled = (inner: string) => inner.replaceAll('fill="none"', 'fill="currentColor"')
/** Only what a CSS url() cannot hold is escaped: the sheet is part of every first load. */
const dataUrl = (text: string) =>
  `data:image/svg+xml,${text.replaceAll('"', "'").replaceAll('%', '%25').replaceAll('#', '%23').replaceAll('<', '%3C').replaceAll('>', '%3E')}`

export function iconsScss(): string {
  const rules = Object.entries(ICONS).map(([name, from]) => {
    const drawing = from.startsWith('filled:') ? filled(body(from.slice(7))) : body(from)
    return `.icon--${kebab(name)} {\n  --i: url("${dataUrl(svg(drawing, '#000'))}");\n}`
  })
  return `// Written by tools/design.ts from icons.ts (drawings: Lucide, ISC licence). Do not edit.\n${rules.join('\n')}\n`
}

async function tabPictures(): Promise<void> {
  mkdirSync(src('assets/tab'), { recursive: true })
  for (const [name, from] of Object.entries(TAB_ICONS)) {
    for (const [suffix, colour] of [
      ['', light.ink3],
      ['-on', light.accentStrong],
    ] as const) {
      const picture = svg(body(from), colour).replace('width="24" height="24"', 'width="81" height="81"')
      await sharp(Buffer.from(picture))
        .png({ palette: true })
        .toFile(src(`assets/tab/${name}${suffix}.png`))
    }
  }
}

if (import.meta.main) {
  writeFileSync(src('design/tokens.scss'), tokensScss())
  writeFileSync(src('design/icons.scss'), iconsScss())
  await tabPictures()
}
