import { pdf } from '../../../kernel/pdf.ts'
import type { Application } from './judge.ts'

export interface PaperOf {
  application: Application
  number: string
  at: Date
  /** The number of the invoice that this one reverses. */
  reverses?: string | undefined
}

const fen = (amount: number, red: boolean): string =>
  `${red ? '-' : ''}${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
const day = (at: Date): string => {
  const [year, month, date] = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).split('-')
  return `${year}年${month}月${date}日`
}
const party = (title: string, { name, taxpayer_id: id }: Application['buyer']): string =>
  `${title}信息\n名称：${name}\n统一社会信用代码/纳税人识别号：${id ?? ''}`

/** The invoice as a PDF, drawn like the real one and marked as a sample. */
export async function paper({ application, number, at, reverses }: PaperOf): Promise<Buffer> {
  const red = reverses !== undefined
  const kind = application.fapiao_type === 'DIGITAL_SPECIAL' ? '增值税专用发票' : '普通发票'
  const total = application.total_amount
  const head = ['项目名称', '规格型号', '数量', '金额', '税率', '税额']
  const rows = application.items.map((item) => [
    `*${item.goods_category}*${item.goods_name}`,
    item.specification,
    `${red ? '-' : ''}${item.quantity / 100_000_000}`,
    fen(item.net_amount, red),
    `${item.tax_rate / 100}%`,
    fen(item.tax_amount, red),
  ])
  const sums = ['合计', '', '', fen(total - application.tax_amount, red), '', fen(application.tax_amount, red)]
  return pdf({
    info: { title: `电子发票（${kind}） ${number}` },
    pageSize: { width: 640, height: 420 },
    pageMargins: [28, 24, 28, 24],
    watermark: { text: '演示样张 非真实发票', opacity: 0.08, fontSize: 34 },
    content: [
      { text: `电子发票（${kind}）`, fontSize: 16, bold: true, alignment: 'center', color: red ? '#c00000' : '#7a3b00' },
      { text: `发票号码：${number}\n开票日期：${day(at)}`, alignment: 'right', margin: [0, 0, 0, 6] },
      { table: { widths: ['*', '*'], body: [[party('购买方', application.buyer), party('销售方', application.seller)]] } },
      { table: { headerRows: 1, widths: ['*', 90, 40, 70, 36, 64], body: [head, ...rows, sums] }, margin: [0, 6, 0, 6] },
      { text: `价税合计（小写）¥${fen(total, red)}`, bold: true, alignment: 'right' },
      { text: `备注：${reverses === undefined ? application.remark : `被红冲蓝字发票号码：${reverses}`}`, margin: [0, 4, 0, 0] },
      { text: `开票人：${application.drawer}`, margin: [0, 4, 0, 0] },
    ],
  })
}
