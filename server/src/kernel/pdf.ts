import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'

const FONT = 'noto-sans-sc.ttf'
const files = { normal: 400, bold: 700 }
/** The typings leave out where a program hands in files of its own. */
const { virtualfs } = pdfmake as unknown as { virtualfs: { writeFileSync: (name: string, bytes: Buffer) => void } }
let ready: Promise<void> | undefined

/** A document as PDF bytes, in a typeface that knows Chinese. Nothing is fetched and nothing on the disk is read while it is made. */
export async function pdf(document: TDocumentDefinitions): Promise<Buffer> {
  ready ??= loadFonts()
  await ready
  return pdfmake.createPdf({ ...document, defaultStyle: { font: 'Noto', fontSize: 9, ...document.defaultStyle } }).getBuffer()
}

async function loadFonts(): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  const faces: Record<string, string> = {}
  for (const [face, weight] of Object.entries(files)) {
    const name = `${face}-${FONT}`
    const woff = await readFile(resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff`))
    virtualfs.writeFileSync(name, sfntOf(woff))
    faces[face] = name
  }
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  pdfmake.addFonts({ Noto: faces })
}

/** One part of a font. */
interface Table {
  tag: string
  checksum: number
  bytes: Buffer
}

/** A WOFF 1.0 file as the font it wraps: unwrapped once, where a reader would unwrap the outlines again for every glyph. */
function sfntOf(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index): Table => {
    const at = 44 + index * 20
    const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
    const bytes = woff.subarray(offset, offset + packed)
    return {
      tag: woff.toString('latin1', at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packed < length ? inflateSync(bytes) : bytes,
    }
  })
  const head = Buffer.alloc(12 + tables.length * 16)
  const power = 2 ** Math.floor(Math.log2(tables.length))
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(tables.length, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE(tables.length * 16 - power * 16, 10)
  const parts: Buffer[] = [head]
  let offset = head.length
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = 12 + index * 16
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(checksum, at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(bytes.length, at + 12)
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4)
    parts.push(bytes, padding)
    offset += bytes.length + padding.length
  }
  return Buffer.concat(parts)
}
