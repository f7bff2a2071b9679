import { type BillErrors, spoiled, yuanText } from '../../testing/bill-errors.ts'
import { rowsOf } from '../../testing/bill-rows.ts'
import type { SimTrade } from '../../testing/pay-engine.ts'
import { zip } from '../../testing/zip.ts'

const names =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

/** The zip of a day; undefined when nothing happened. */
export function billOf(trades: readonly SimTrade[], day: string, errors: BillErrors): Buffer | undefined {
  const rows = spoiled(rowsOf(trades, day), errors, day)
  if (rows.length === 0) return undefined
  const lines = rows.map((row) => {
    const sign = row.kind === 'refund' ? -1 : 1
    const amount = yuanText(sign * row.amountFen)
    const request = row.kind === 'refund' ? row.number : ''
    const head = [row.channelNo, row.attemptNumber, row.kind === 'refund' ? '退款' : '交易', '订单', row.at, row.at, '', '', '', '', '']
    return [...head, amount, amount, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00', request, '0.00', '0.00', ''].join(',')
  })
  const text = [
    '#支付宝业务明细查询',
    `#起始日期：[${day}]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    names,
    ...lines,
    '#-----------------------------------------业务明细列表结束------------------------------------',
  ].join('\r\n')
  return zip([
    { name: gbk(`${day}_业务明细(汇总).csv`), content: gbk('#汇总\r\n') },
    { name: gbk(`${day}_业务明细.csv`), content: gbk(text) },
  ])
}

let table: Map<string, Buffer> | undefined

/** Node reads GBK but does not write it: the table is made by reading every pair of bytes. */
function gbk(text: string): Buffer {
  table ??= makeTable()
  return Buffer.concat([...text].map((char) => (char.charCodeAt(0) < 0x80 ? Buffer.from(char) : (table?.get(char) ?? Buffer.from('?')))))
}

function makeTable(): Map<string, Buffer> {
  const decoder = new TextDecoder('gbk')
  const made = new Map<string, Buffer>()
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const bytes = Buffer.from([high, low])
      const char = decoder.decode(bytes)
      if (char.length === 1 && !made.has(char)) made.set(char, bytes)
    }
  }
  return made
}
