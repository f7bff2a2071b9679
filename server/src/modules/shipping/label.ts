import { toSVG } from 'bwip-js/node'
import type { RawReply } from '../../kernel/http.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shipping } from './context.ts'
import { waybillsById, type WaybillRow } from './queries/waybills.ts'
import { keptOf, toCollect } from './waybills.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char)

/** Labels of 76 × 130 mm, one a page, in the order asked for. Throws `waybill_not_found`: also for one that has no number. */
export async function labels(shipping: Shipping, shopId: string, ids: readonly string[]): Promise<RawReply> {
  const rows = await waybillsById(shipping.db, shopId, ids)
  const chosen = ids.map((id) => rows.find((row) => row.id === id && row.state === 'made'))
  if (chosen.some((row) => row === undefined)) throw new AppError('not_found', 'waybill_not_found')
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-modals",
    },
    body: page(chosen.flatMap((row) => (row ? [label(row)] : []))),
  }
}

const place = (one: { province: string; city: string; district: string; detail: string }): string =>
  safe(`${one.province}${one.city === one.province ? '' : one.city}${one.district}${one.detail}`)
const masked = (phone: string): string => safe(phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2'))

function label(row: WaybillRow): string {
  const { sender, receiver, goods, collectFen } = keptOf(row)
  const bars = toSVG({ bcid: 'code128', text: row.number, height: 14, includetext: true, textxalign: 'center' })
  return `<section>
<header><b>${safe(row.carrier_name)}</b><span>${safe(row.destination)}</span></header>
<div class="bars">${bars}</div>
${collectFen > 0 ? `<div class="due">${toCollect(collectFen)}</div>` : ''}
<div class="to"><i>收</i><div><b>${safe(receiver.name)} ${safe(receiver.phone)}</b><p>${place(receiver)}</p></div></div>
<div class="from"><i>寄</i><div>${safe(sender.name)} ${masked(sender.phone)}<p>${place(sender)}</p></div></div>
<footer>${goods.map((one) => `${safe(one.name)} × ${one.quantity}`).join('<br>')}<p>订单 ${safe(row.order_number)}</p></footer>
</section>`
}

const page = (
  sections: readonly string[],
): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>电子面单</title><style>
@page{size:76mm 130mm;margin:0}*{box-sizing:border-box}body{margin:0;font:9pt/1.35 "PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#000}
section{width:76mm;height:130mm;padding:3mm;page-break-after:always;overflow:hidden}header{display:flex;justify-content:space-between;font-size:13pt;border-bottom:1px solid #000;padding-bottom:1mm}
.bars{text-align:center;padding:2mm 0;border-bottom:1px solid #000}.bars svg{width:64mm;height:18mm}.to,.from{display:flex;gap:2mm;padding:2mm 0;border-bottom:1px solid #000}
.due{padding:1.5mm 0;border-bottom:1px solid #000;font-size:13pt;font-weight:700;text-align:center}.to b{font-size:11pt}i{font-style:normal;font-weight:700;width:6mm;height:6mm;border-radius:50%;border:1px solid #000;text-align:center;flex:none}p{margin:0}footer{padding-top:2mm;font-size:8pt}
@media screen{body{background:#eee}section{background:#fff;margin:4mm auto;border:1px solid #ccc}}
</style></head><body>${sections.join('')}</body></html>`
