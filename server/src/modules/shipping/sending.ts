import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import type { Shipping } from './context.ts'
import { Sender, type Sending, type putSending as putSendingOperation } from './contract.ts'
import { accountsOf, putSending, replaceAccounts, sendingOf } from './queries/sending.ts'

type View = z.input<typeof Sending>

export async function sending(shipping: Shipping, shopId: string): Promise<View> {
  const [{ tracker, sender }, accounts] = await Promise.all([sendingOf(shipping.db, shopId), accountsOf(shipping.db, shopId)])
  const known = Sender.safeParse(sender)
  return {
    tracker,
    sender: known.success ? known.data : null,
    accounts: accounts.map(({ carrier_code: carrierCode, password, ...one }) => ({ ...one, carrierCode, hasPassword: password !== '' })),
  }
}

export async function changeSending(shipping: Shipping, shopId: string, input: z.output<typeof putSendingOperation.body>): Promise<View> {
  await inTx(shipping.db, async (tx) => {
    await putSending(tx, shopId, { tracker: input.tracker, sender: input.sender })
    await replaceAccounts(tx, shopId, [...new Map(input.accounts.map((one) => [one.carrierCode, one])).values()])
  })
  return sending(shipping, shopId)
}
