import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { html, seeOther, type SimReply, type SimRequest } from '../../testing/host.ts'
import { escapeHtml, page } from '../../testing/page.ts'
import type { Notifier } from './notifier.ts'
import { failure } from './protocol.ts'
import type { Answer } from './trades.ts'

/** Transfers to people, as the platform keeps them; they live as long as this process. */
export interface Transfers {
  bills: Map<string, BookedTransfer>
  appId: string
  now: () => Date
  publicUrl: string
  /** Tells the merchant that a transfer has ended; gives the id of the notification. */
  tell: (bill: BookedTransfer) => string | undefined
}

export interface BookedTransfer {
  outBillNo: string
  billNo: string
  body: string
  openid: string
  amountFen: number
  remark: string
  notifyUrl: string | undefined
  state: 'WAIT_USER_CONFIRM' | 'SUCCESS' | 'FAIL' | 'CANCELLED'
  createdAt: string
}

const confirmMs = 24 * 3600_000

const TransferBody = z.object({
  appid: z.string(),
  out_bill_no: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  transfer_scene_id: z.string().min(1),
  openid: z.string().min(1),
  transfer_amount: z.int().min(10),
  transfer_remark: z.string().min(1).max(32),
  notify_url: z.url().startsWith('http').optional(),
  user_name: z.string().optional(),
  transfer_scene_report_infos: z.array(z.object({ info_type: z.string(), info_content: z.string() })).min(1),
})

function openTransfer(transfers: Transfers, raw: unknown): Answer {
  const parsed = TransferBody.safeParse(raw)
  if (!parsed.success) return failure(400, 'PARAM_ERROR', `参数错误: ${parsed.error.message.slice(0, 100)}`)
  const body = parsed.data
  if (body.appid !== transfers.appId) return failure(400, 'PARAM_ERROR', 'appid与商户号不匹配')
  if (body.transfer_amount >= 200_000 && !body.user_name) return failure(400, 'PARAM_ERROR', '转账金额大于等于2000元时，收款用户姓名必填')
  const known = transfers.bills.get(body.out_bill_no)
  if (known && known.body !== JSON.stringify(body)) return failure(400, 'INVALID_REQUEST', '商户单号已存在，但参数不一致')
  if (known) return { status: 200, body: view(transfers, known) }
  const bill: BookedTransfer = {
    outBillNo: body.out_bill_no,
    billNo: `13${String(randomInt(1_000_000_000)).padStart(9, '0')}${Date.now()}`,
    body: JSON.stringify(body),
    openid: body.openid,
    amountFen: body.transfer_amount,
    remark: body.transfer_remark,
    notifyUrl: body.notify_url,
    state: 'WAIT_USER_CONFIRM',
    createdAt: transfers.now().toISOString(),
  }
  transfers.bills.set(bill.outBillNo, bill)
  return { status: 200, body: view(transfers, bill) }
}

function queryTransfer(transfers: Transfers, outBillNo: string): Answer {
  const bill = transfers.bills.get(outBillNo)
  return bill ? { status: 200, body: view(transfers, bill) } : failure(404, 'NOT_FOUND', '记录不存在')
}

/** What a merchant calls. */
export function transferRoute(
  transfers: Transfers,
  at: string,
  body: () => unknown,
): { endpoint: 'transfer' | 'query-transfer'; answer: () => Answer } | undefined {
  if (at === 'POST /v3/fund-app/mch-transfer/transfer-bills') return { endpoint: 'transfer', answer: () => openTransfer(transfers, body()) }
  const [, asked] = /^GET \/v3\/fund-app\/mch-transfer\/transfer-bills\/out-bill-no\/([^/]+)$/.exec(at) ?? []
  return asked ? { endpoint: 'query-transfer', answer: () => queryTransfer(transfers, decodeURIComponent(asked)) } : undefined
}

/** Nobody confirmed within a day: the money stays with the merchant. */
function lapse(transfers: Transfers, bill: BookedTransfer): void {
  const over = transfers.now().getTime() - Date.parse(bill.createdAt) > confirmMs
  if (over && bill.state === 'WAIT_USER_CONFIRM') bill.state = 'CANCELLED'
}

function view(transfers: Transfers, bill: BookedTransfer): Record<string, unknown> {
  lapse(transfers, bill)
  return {
    out_bill_no: bill.outBillNo,
    transfer_bill_no: bill.billNo,
    create_time: bill.createdAt,
    state: bill.state,
    transfer_amount: bill.amountFen,
    openid: bill.openid,
    // Inside the app this opens the confirmation; here it is the address of the page that plays it.
    ...(bill.state === 'WAIT_USER_CONFIRM' && { package_info: `${transfers.publicUrl}/transfer?bill=${bill.outBillNo}` }),
    ...(bill.state === 'FAIL' && { fail_reason: 'PAYEE_ACCOUNT_ABNORMAL' }),
  }
}

/** What the payee does. Throws when there is nothing to confirm. */
export function endTransfer(transfers: Transfers, outBillNo: string, state: 'SUCCESS' | 'FAIL'): string | undefined {
  const bill = transfers.bills.get(outBillNo)
  if (bill) lapse(transfers, bill)
  if (bill?.state !== 'WAIT_USER_CONFIRM') throw new Error(`no transfer ${outBillNo} waits for its payee`)
  bill.state = state
  return transfers.tell(bill)
}

/** What a notification says of a transfer. */
const toldOf = (bill: BookedTransfer, merchantId: string, now: Date): Record<string, unknown> => ({
  out_bill_no: bill.outBillNo,
  transfer_bill_no: bill.billNo,
  state: bill.state,
  mch_id: merchantId,
  transfer_amount: bill.amountFen,
  openid: bill.openid,
  ...(bill.state === 'FAIL' && { fail_reason: 'PAYEE_ACCOUNT_ABNORMAL' }),
  create_time: bill.createdAt,
  update_time: now.toISOString(),
})

/** The page on which the payee confirms. */
export function transferDesk(transfers: Transfers, request: SimRequest): SimReply {
  const form = request.method === 'POST' ? new URLSearchParams(request.rawBody.toString('utf8')) : request.query
  const bill = transfers.bills.get(form.get('bill') ?? '')
  const back = safeBack(form.get('back'))
  if (!bill) return html(message('转账单不存在', '请返回商户重新发起。', back), 404)
  lapse(transfers, bill)
  if (request.method === 'POST' && bill.state === 'WAIT_USER_CONFIRM') {
    endTransfer(transfers, bill.outBillNo, form.get('choice') === 'confirm' ? 'SUCCESS' : 'FAIL')
    if (back) return seeOther(back)
  }
  if (bill.state === 'SUCCESS')
    return html(message('已收款', `¥${(bill.amountFen / 100).toFixed(2)} 已存入零钱（演示，没有真实资金）。`, back))
  if (bill.state !== 'WAIT_USER_CONFIRM') return html(message('转账未成功', '款项已退回商户。', back))
  return html(
    page(
      '确认收款',
      `<div class="demo">演示页面：模拟微信里的收款确认，没有真实资金</div><main><div class="card"><h1>商家向您转账</h1>
<p class="soft">${escapeHtml(bill.remark)}</p><h1>¥${(bill.amountFen / 100).toFixed(2)}</h1></div>
<form method="post" action="transfer"><input type="hidden" name="bill" value="${escapeHtml(bill.outBillNo)}">
<input type="hidden" name="back" value="${escapeHtml(back ?? '')}">
<p><br><button class="primary" name="choice" value="confirm">确认收款</button></p><p><br><button name="choice" value="fail">收款失败（演示）</button></p></form></main>`,
    ),
  )
}

const message = (title: string, text: string, back: string | undefined): string =>
  page(
    title,
    `<div class="demo">演示页面</div><main><div class="card"><h1>${escapeHtml(title)}</h1><p class="soft">${escapeHtml(text)}</p></div>${
      back ? `<p><br><a class="button primary" href="${escapeHtml(back)}">返回商户</a></p>` : ''
    }</main>`,
  )

function safeBack(back: string | null): string | undefined {
  return back && /^https?:\/\//.test(back) ? back : undefined
}

/** A transfer that has ended is told, where the merchant has said where. */
export const tellOf =
  (notifier: Notifier, { keys, now }: { keys: { merchantId: string }; now: () => Date }): Transfers['tell'] =>
  (bill) =>
    bill.notifyUrl === undefined
      ? undefined
      : notifier.add({
          url: bill.notifyUrl,
          eventType: 'MCHTRANSFER.BILL.FINISHED',
          originalType: 'mch_payment',
          resource: toldOf(bill, keys.merchantId, now()),
        })
