import type { KeyObject } from 'node:crypto'
import { ok, type Outcome, unknown } from '../outcome.ts'
import { type Fields, parseFields, signed, type Trust, verifies } from './signature.ts'

export interface Context {
  gatewayUrl: string
  filesUrl: string
  merchantId: string
  certId: string
  privateKey: KeyObject
  trust: Trust
  now: () => Date
  timeoutMs: number
}

/** `20261127120000` in China: with merchant and number it names an order. */
export const timeText = (at: Date): string => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')

/** The head that every message has. */
export const headOf = ({ certId, merchantId }: Context): Fields => ({
  version: '5.1.0',
  encoding: 'UTF-8',
  certId,
  signMethod: '01',
  accessType: '0',
  merId: merchantId,
})

/** One call: signed, answered, verified. Whatever is not a verified answer is `unknown`. */
export async function post(context: Context, url: string, fields: Fields): Promise<Outcome<Fields>> {
  let text: string
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: new URLSearchParams(signed(fields, context.privateKey)).toString(),
      signal: AbortSignal.timeout(context.timeoutMs),
    })
    text = await response.text()
    if (!response.ok) return unknown(`answer ${response.status}`)
  } catch (fault) {
    return unknown(`network: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
  const answer = parseFields(text)
  return verifies(answer, context.trust) ? ok(answer) : unknown('the answer is not signed by UnionPay')
}

/** They took it and do not know themselves yet. */
export const waiting = new Set(['03', '04', '05'])
