import { constants, createPrivateKey, privateDecrypt } from 'node:crypto'
import { z } from 'zod'
import { type Answer, findRefundById, refundView, type TradesOptions } from './trades.ts'
import { failure } from './protocol.ts'
import type { SimulatedKeys } from './keys.ts'

/** The platform's rules for a refund that the payer's account could not take, written from its document alone. */
const banks = 'CMB|COMM|ABC|CCB|ICBC|BOC|PAB|SPDB|CITIC|CEB|CMBC|CIB|GDB|PSBC|NBCB'
const Body = z.discriminatedUnion('type', [
  z.object({ out_refund_no: z.string(), type: z.literal('MERCHANT_BANK_CARD') }),
  z.object({
    out_refund_no: z.string(),
    type: z.literal('USER_BANK_CARD'),
    bank_type: z.string().regex(new RegExp(`^(${banks})_DEBIT$`)),
    bank_account: z.string().max(1024),
    real_name: z.string().max(1024),
  }),
])

interface Desk extends TradesOptions {
  keys: () => SimulatedKeys
  /** The new way takes its time like any other refund. */
  takesTime: (outRefundNo: string) => void
}

export function applyAbnormalRefund(desk: Desk, asked: { refundId: string; raw: unknown; serial: string | undefined }): Answer {
  const parsed = Body.safeParse(asked.raw)
  if (!parsed.success) return failure(400, 'PARAM_ERROR', parsed.error.message.slice(0, 200))
  const body = parsed.data
  const found = findRefundById(desk.book, asked.refundId)
  if (!found || found.refund.outRefundNo !== body.out_refund_no) return failure(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
  const { trade, refund } = found
  if (refund.status === 'PROCESSING' && refund.receivedBy) return { status: 200, body: refundView(trade, refund) }
  if (refund.status !== 'ABNORMAL') return failure(400, 'INVALID_REQUEST', '退款单状态不是退款异常，不可发起异常退款')
  let receivedBy = '商户银行账户'
  if (body.type === 'USER_BANK_CARD') {
    const [card, name] = [opened(desk.keys(), asked.serial, body.bank_account), opened(desk.keys(), asked.serial, body.real_name)]
    if (card === undefined || name === undefined) return failure(400, 'PARAM_ERROR', '敏感字段解密失败，请检查Wechatpay-Serial')
    if (!/^\d{12,19}$/.test(card) || name.length < 2) return failure(400, 'PARAM_ERROR', '银行卡号或姓名有误')
    receivedBy = `${body.bank_type.replace('_DEBIT', '')}借记卡${card.slice(-4)} ${name}`
  }
  refund.status = 'PROCESSING'
  refund.receivedBy = receivedBy
  desk.book.saveTrade(trade)
  desk.takesTime(refund.outRefundNo)
  return { status: 200, body: refundView(trade, refund) }
}

/** With the key that the header names, and no other. */
function opened(keys: SimulatedKeys, serial: string | undefined, sealed: string): string | undefined {
  const pem =
    serial === keys.publicKeyId ? keys.publicKeyPrivatePem : serial === keys.certificateSerial ? keys.certificatePrivatePem : undefined
  if (!pem) return undefined
  const key = { key: createPrivateKey(pem), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
  try {
    return privateDecrypt(key, Buffer.from(sealed, 'base64')).toString('utf8')
  } catch {
    return undefined
  }
}
