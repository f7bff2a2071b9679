import { z } from 'zod'
import { mapOutcome, ok, type Outcome } from '../outcome.ts'
import type { Payout, PayoutChannel, PayoutInput, PayoutState } from '../payout-channel.ts'
import { type Context, contextOf, type WeChatPayOptions } from './adapter.ts'
import { acknowledge, type NotifyMessage, openNotify } from './notify.ts'
import { call } from './client.ts'

/** The scene under which the merchant may transfer (cash marketing): it wants to be told what it is for, in two fields. */
const SCENE = '1000'

const Bill = z.object({
  out_bill_no: z.string(),
  state: z.enum(['ACCEPTED', 'PROCESSING', 'WAIT_USER_CONFIRM', 'TRANSFERING', 'SUCCESS', 'FAIL', 'CANCELING', 'CANCELLED']),
  transfer_amount: z.int().optional(),
  openid: z.string().optional(),
  package_info: z.string().optional(),
  fail_reason: z.string().optional(),
})

const NotifiedBill = Bill.extend({ mch_id: z.string().optional() })

const states: Record<z.output<typeof Bill>['state'], PayoutState> = {
  ACCEPTED: 'under_way',
  PROCESSING: 'under_way',
  WAIT_USER_CONFIRM: 'confirming',
  TRANSFERING: 'under_way',
  SUCCESS: 'done',
  FAIL: 'failed',
  CANCELING: 'under_way',
  CANCELLED: 'failed',
}

/** 商家转账: the payee confirms in the app, within 24 hours. */
export function createWeChatTransfer(options: WeChatPayOptions): PayoutChannel {
  const context = contextOf(options)
  return {
    name: 'wechat-transfer',
    account: { appId: options.appId, merchantId: options.merchantId },
    transfer: (input) => transfer(context, input),
    query: (payoutNo) => query(context, payoutNo),
    parseNotify: (message) => parseTransferNotify(context, message),
    acknowledge,
  }
}

async function transfer(context: Context, input: PayoutInput): Promise<Outcome<Payout>> {
  const answer = await call(context.wire, context.keys, {
    method: 'POST',
    pathAndQuery: '/v3/fund-app/mch-transfer/transfer-bills',
    body: {
      appid: context.options.appId,
      out_bill_no: input.payoutNo,
      transfer_scene_id: SCENE,
      openid: input.payeeId,
      transfer_amount: input.amountFen,
      notify_url: input.notifyUrl,
      transfer_remark: [...input.remark].slice(0, 32).join(''),
      transfer_scene_report_infos: [
        { info_type: '活动名称', info_content: '钱包提现' },
        { info_type: '奖励说明', info_content: '余额提现到零钱' },
      ],
    },
    schema: Bill,
  })
  // It has it already, under the same number: what became of it is asked.
  if (answer.result === 'refused' && answer.code === 'ALREADY_EXISTS') return query(context, input.payoutNo)
  return mapOutcome(answer, payoutOf)
}

async function query(context: Context, payoutNo: string): Promise<Outcome<Payout>> {
  const pathAndQuery = `/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/${encodeURIComponent(payoutNo)}`
  const answer = await call(context.wire, context.keys, { method: 'GET', pathAndQuery, schema: Bill })
  if (answer.result === 'refused' && ['NOT_FOUND', 'RESOURCE_NOT_EXISTS'].includes(answer.code)) return ok({ payoutNo, state: 'absent' })
  return mapOutcome(answer, payoutOf)
}

/** Told when a transfer has ended; a message about anything else is no message of this door. */
async function parseTransferNotify({ keys, options }: Context, message: NotifyMessage): ReturnType<PayoutChannel['parseNotify']> {
  const opened = await openNotify({ keys, apiV3Key: options.apiV3Key, now: options.now }, message)
  if (!opened.ok) return opened
  const parsed = opened.type === 'mch_payment' ? NotifiedBill.safeParse(opened.inner) : undefined
  if (!parsed?.success) return { ok: false, rejection: 'malformed', detail: `notification ${opened.id} of type ${opened.type}` }
  // Another merchant's transfer, however well it is signed, is none of ours.
  if (parsed.data.mch_id !== undefined && parsed.data.mch_id !== options.merchantId)
    return { ok: false, rejection: 'malformed', detail: `notification ${opened.id} of merchant ${parsed.data.mch_id}` }
  return { ok: true, payout: payoutOf(parsed.data) }
}

const payoutOf = (bill: z.output<typeof Bill>): Payout => ({
  payoutNo: bill.out_bill_no,
  state: states[bill.state],
  ...(bill.transfer_amount !== undefined && { amountFen: bill.transfer_amount }),
  ...(bill.openid && { payeeId: bill.openid }),
  ...(bill.package_info && { packageInfo: bill.package_info }),
  ...(bill.fail_reason && { failReason: bill.fail_reason }),
})
