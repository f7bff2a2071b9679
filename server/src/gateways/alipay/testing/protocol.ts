import { createPrivateKey, sign as rsaSign, verify as rsaVerify } from 'node:crypto'
import { type AppMode, keyOfRequest } from './certificates.ts'
import type { SimReply } from '../../testing/host.ts'
import type { MessageFlaw } from '../../testing/pay-engine.ts'
import type { AlipayKeys } from '../../testing/more-keys.ts'

/** Alipay's side of the signatures, from its document alone. */
export type Params = Record<string, string>

const joined = (params: Params, without: readonly string[]): string =>
  Object.entries(params)
    .filter(([name, value]) => value !== '' && !without.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join('&')

/** What is wrong with a request, as a pair of codes; nothing when it is signed by the merchant. */
export function faultOf(keys: AlipayKeys, params: Params, mode: AppMode): { code: string; sub_code: string } | undefined {
  if (params['app_id'] !== keys.appId) return { code: '40002', sub_code: 'isv.invalid-app-id' }
  if (params['sign_type'] !== 'RSA2' || params['charset']?.toLowerCase() !== 'utf-8' || params['version'] !== '1.0')
    return { code: '40002', sub_code: 'isv.invalid-signature-type' }
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(params['timestamp'] ?? '')) return { code: '40002', sub_code: 'isv.invalid-timestamp' }
  const key = keyOfRequest(keys, params, mode)
  if (typeof key === 'string') return { code: '40002', sub_code: key }
  const text = Buffer.from(joined(params, ['sign']), 'utf8')
  const good = rsaVerify('sha256', text, key, Buffer.from(params['sign'] ?? '', 'base64'))
  return good ? undefined : { code: '40002', sub_code: 'isv.invalid-signature' }
}

const signature = (keys: AlipayKeys, text: string, digest = 'sha256'): string =>
  rsaSign(digest, Buffer.from(text, 'utf8'), createPrivateKey(keys.platform.privatePem)).toString('base64')

/** The inner object as it is written is what is signed. */
export function signedReply(
  keys: AlipayKeys,
  { method, value, certificate }: { method: string; value: Record<string, unknown>; certificate?: string | undefined },
  flaw: MessageFlaw = {},
): SimReply {
  const inner = JSON.stringify(value)
  const name = `${method.replaceAll('.', '_')}_response`
  const sign = flaw.signature === 'none' ? '' : `,"sign":"${signature(keys, flaw.signature === 'bad' ? `${inner} ` : inner)}"`
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: `{"${name}":${inner}${certificate ? `,"alipay_cert_sn":"${certificate}"` : ''}${sign}}`,
  }
}

/** A message: form-encoded, signed without `sign` and `sign_type`. `weak` is signed rightly, by SHA-1. */
export function signedForm(keys: AlipayKeys, params: Params, flaw: MessageFlaw): string {
  const type = flaw.signature === 'weak' ? 'RSA' : 'RSA2'
  const text = joined(params, ['sign', 'sign_type'])
  const sign = signature(keys, flaw.signature === 'bad' ? `${text}&x=1` : text, flaw.signature === 'weak' ? 'sha1' : 'sha256')
  return new URLSearchParams({ ...params, sign_type: type, ...(flaw.signature !== 'none' && { sign }) }).toString()
}

/** What faults call each method. */
export const endpoints: Record<string, string> = {
  'alipay.trade.create': 'prepay',
  'alipay.trade.query': 'query',
  'alipay.trade.close': 'close',
  'alipay.trade.refund': 'refund',
  'alipay.trade.fastpay.refund.query': 'query-refund',
  'alipay.data.dataservice.bill.downloadurl.query': 'bill',
}
