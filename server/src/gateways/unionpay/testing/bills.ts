import { deflateSync } from 'node:zlib'
import { type BillErrors, spoiled } from '../../testing/bill-errors.ts'
import { rowsOf } from '../../testing/bill-rows.ts'
import type { SimTrade } from '../../testing/pay-engine.ts'
import { zip } from '../../testing/zip.ts'

const widths = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2,
  1, 32, 98,
]

/** The settlement file of a day as it lies in an answer: deflated, base64; undefined when nothing happened. */
export function fileOf(trades: readonly SimTrade[], day: string, errors: BillErrors): string | undefined {
  const rows = spoiled(rowsOf(trades, day), errors, day)
  if (rows.length === 0) return undefined
  const lines = rows.map((row) => {
    const cells: Record<number, string> = {
      0: row.kind === 'payment' ? 'S22' : 'S30',
      3: '000001',
      4: row.at.slice(5).replaceAll(/\D/g, ''),
      6: String(row.amountFen).padStart(12, '0'),
      9: row.kind === 'payment' ? row.channelNo : row.refundChannelNo,
      11: row.number,
      15: `D${'0'.repeat(12)}`,
      19: row.kind === 'payment' ? '01' : '04',
      24: row.kind === 'refund' ? `${row.attemptNumber}.${row.paidFen}` : '',
    }
    return widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' ')
  })
  const name = Buffer.from(`INN${day.slice(2).replaceAll('-', '')}88ZM_777290058000001`)
  return deflateSync(zip([{ name, content: Buffer.from(`${lines.join('\r\n')}\r\n`) }])).toString('base64')
}
