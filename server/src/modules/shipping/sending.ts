import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import type { Shipping } from './context.ts'
import { Sender, type Sending, type putSending as putSendingOperation } from './contract.ts'
import { accountsOf, plainPasswords, putSending, replaceAccounts, sealPassword, type SealedPassword, sendingOf } from './queries/sending.ts'

type View = z.input<typeof Sending>

export async function sending(shipping: Shipping, shopId: string): Promise<View> {
  const [{ tracker, sender }, accounts] = await Promise.all([sendingOf(shipping.db, shopId), accountsOf(shipping.db, shopId)])
  const known = Sender.safeParse(sender)
  return {
    tracker,
    sender: known.success ? known.data : null,
    accounts: accounts.map(({ carrier_code: carrierCode, password_sealed: sealed, password_key: _key, ...one }) => ({
      ...one,
      carrierCode,
      hasPassword: sealed !== null,
    })),
  }
}

export async function senderOf(shipping: Shipping, shopId: string): Promise<{ sender: z.output<typeof Sender> | null }> {
  const known = Sender.safeParse((await sendingOf(shipping.db, shopId)).sender)
  return { sender: known.success ? known.data : null }
}

export async function changeSending(shipping: Shipping, shopId: string, input: z.output<typeof putSendingOperation.body>): Promise<View> {
  await inTx(shipping.db, async (tx) => {
    await putSending(tx, shopId, { tracker: input.tracker, sender: input.sender })
    const accounts = [...new Map(input.accounts.map((one) => [one.carrierCode, one])).values()]
    const sealed = accounts.map((one) => ({
      ...one,
      password: one.password === '' ? undefined : seal(shipping, { shopId, carrierCode: one.carrierCode, password: one.password }),
    }))
    await replaceAccounts(tx, shopId, sealed)
  })
  return sending(shipping, shopId)
}

const idOf = (shopId: string, carrierCode: string): string => `${shopId}:${carrierCode}`

function seal(shipping: Shipping, one: { shopId: string; carrierCode: string; password: string }): SealedPassword {
  return { sealed: shipping.vault.seal(one.password, idOf(one.shopId, one.carrierCode)), keyId: shipping.vault.keyId }
}

/** The account at a carrier with its password, for the carrier alone. */
export async function accountAt(shipping: Shipping, shopId: string, carrierCode: string) {
  const row = (await accountsOf(shipping.db, shopId)).find((one) => one.carrier_code === carrierCode)
  const { customer = '', month = '', site = '', payer = 'monthly' as const } = row ?? {}
  const sealed = row?.password_sealed
  const password = sealed ? shipping.vault.open(sealed, { id: idOf(shopId, carrierCode), keyId: row.password_key }) : ''
  return { account: { customer, password, month, site }, payer }
}

/** What an earlier release kept plain is sealed, once. */
export async function sealPlain(shipping: Shipping): Promise<void> {
  for (const row of await plainPasswords(shipping.db)) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- a handful, once
    await sealPassword(shipping.db, row, seal(shipping, { shopId: row.shop_id, carrierCode: row.carrier_code, password: row.password }))
  }
}
