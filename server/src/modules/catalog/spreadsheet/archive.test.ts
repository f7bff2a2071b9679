import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { checkArchive } from './archive.ts'

interface Entry {
  name: string
  bytes: Buffer
}

/** A zip archive by hand, so that it can lie. */
function zip(
  entries: readonly Entry[],
  lies: { count?: number; diskNumber?: number; size?: number; offset?: number; comment?: Buffer; before?: Buffer } = {},
): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(bytes.length, 22)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(bytes.length, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    const part = Buffer.concat([local, Buffer.from(name), packed])
    parts.push(part)
    directory.push(Buffer.concat([central, Buffer.from(name)]))
    at += part.length
  }
  const size = Buffer.concat(directory).length
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(lies.diskNumber ?? 0, 4)
  end.writeUInt16LE(lies.count ?? entries.length, 8)
  end.writeUInt16LE(lies.count ?? entries.length, 10)
  end.writeUInt32LE(lies.size ?? size, 12)
  end.writeUInt32LE(lies.offset ?? at, 16)
  end.writeUInt16LE(lies.comment?.length ?? 0, 20)
  return Buffer.concat([lies.before ?? Buffer.alloc(0), ...parts, ...directory, end, lies.comment ?? Buffer.alloc(0)])
}

const small = { name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') }
const bomb = { name: 'xl/sheet1.xml', bytes: Buffer.alloc(120 * 1024 * 1024) }

test('an honest archive passes, also with a comment', async () => {
  await checkArchive(zip([small, { ...small, name: 'xl/other.xml' }]))
  await checkArchive(zip([small], { comment: Buffer.from('made by hand') }))
})

test('an archive that unpacks to more than a catalogue needs is refused', async () => {
  await expect(checkArchive(zip([small, bomb]))).rejects.toMatchObject({ code: 'file_too_large' })
})

// The reader behind us follows the directory itself and not what the end of the archive says about it: whatever the two could read
// differently is refused.
test.each([
  ['names fewer entries than it has', { count: 1 }],
  ['names none', { count: 0 }],
  ['points to a directory in the 64-bit format', { diskNumber: 0xffff }],
  ['tells a size of the directory that is not its own', { size: 61 }],
  ['has something before it', { before: Buffer.alloc(100) }],
  ['hides a second end in its comment', { comment: zip([small]) }],
])('an archive that %s is refused', async (_title, lies) => {
  await expect(checkArchive(zip([small, bomb], lies))).rejects.toMatchObject({ code: /spreadsheet_unreadable|file_too_large/ })
})
