import { constants, publicEncrypt } from 'node:crypto'
import { mapOutcome, ok, type Outcome, unknown } from '../outcome.ts'
import type { ChannelRefund, Elsewhere, OtherDestination, RefundRef, SealedDestination } from '../payment-channel.ts'
import type { Context } from './adapter.ts'
import { call } from './client.ts'
import { refundOf } from './map.ts'
import { Refund } from './wire.ts'

/** 发起异常退款: a refund that the payer's account could not take goes to a debit card of the payer or to the merchant's own bank account. */
export const abnormalRefunds = (context: Context): Elsewhere => ({
  seal: (destination) => seal(context, destination),
  send: (refund, sealed) => send(context, refund, sealed),
})

/** By the platform's key, RSA-OAEP with SHA-1: from here on nobody on our side can read it. */
async function seal({ keys }: Context, destination: OtherDestination): Promise<Outcome<SealedDestination>> {
  if (destination.to === 'merchant') return ok(destination)
  const found = await keys.sealing()
  if (!found) return unknown('the key of the platform could not be had')
  const sealed = (text: string): string =>
    publicEncrypt({ key: found.key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, Buffer.from(text, 'utf8')).toString(
      'base64',
    )
  const { bank, cardNumber, holderName } = destination
  return ok({ to: 'card', bank, cardNumber: sealed(cardNumber), holderName: sealed(holderName), keyId: found.id })
}

async function send(
  { wire, keys }: Context,
  { refundNo, channelRefundId }: RefundRef & { channelRefundId: string },
  sealed: SealedDestination,
): Promise<Outcome<ChannelRefund>> {
  const body =
    sealed.to === 'merchant'
      ? { out_refund_no: refundNo, type: 'MERCHANT_BANK_CARD' }
      : {
          out_refund_no: refundNo,
          type: 'USER_BANK_CARD',
          bank_type: `${sealed.bank}_DEBIT`,
          bank_account: sealed.cardNumber,
          real_name: sealed.holderName,
        }
  const answer = await call(wire, keys, {
    method: 'POST',
    pathAndQuery: `/v3/refund/domestic/refunds/${encodeURIComponent(channelRefundId)}/apply-abnormal-refund`,
    body,
    schema: Refund,
    // The header names the key that the fields were sealed with; without sealed fields the usual one.
    ...(sealed.to === 'card' && { keyId: sealed.keyId }),
  })
  return mapOutcome(answer, refundOf)
}
