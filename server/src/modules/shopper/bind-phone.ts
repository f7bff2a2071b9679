import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Origin, Shoppers } from './context.ts'
import { type bindPhoneByProgram, type Me, Phone } from './contract.ts'
import { platformOf, proveByCode, throttle } from './login.ts'
import { mergeAccounts } from './merge.ts'
import { me } from './people.ts'
import { shopperById, shopperByPhone, takePhone } from './queries/people.ts'

type Bound = { me: z.input<typeof Me>; merged: boolean }

/** A code that was sent to the phone shows that it is the shopper's. Throws what `proveByCode` does, and `phone_other`. */
export async function bindByCode(
  shoppers: Shoppers,
  by: Origin & { shopperId: string },
  input: { phone: string; code: string },
): Promise<Bound> {
  await proveByCode(shoppers, input, by)
  return bind(shoppers, by.shopperId, input.phone)
}

/** The platform tells the phone of the person in front of it. Throws `login_code_bad`, `platform_unavailable`, `phone_foreign`, `phone_other`. */
export async function bindByProgram(
  shoppers: Shoppers,
  by: Origin & { shopperId: string },
  input: z.output<typeof bindPhoneByProgram.body>,
): Promise<Bound> {
  await throttle(shoppers, `phone:${by.shopperId}`, { most: 10, minutes: 15, code: 'login_throttled' })
  const answer = await platformOf(shoppers, input.platform)?.phoneNumber(input.code)
  if (!answer || answer.result === 'unknown') throw new AppError('unavailable', 'platform_unavailable')
  if (answer.result === 'refused') throw new AppError('conflict', answer.retry === 'later' ? 'platform_unavailable' : 'login_code_bad')
  const phone = Phone.safeParse(answer.value.phone)
  if (answer.value.countryCode !== '86' || !phone.success) throw new AppError('conflict', 'phone_foreign')
  return bind(shoppers, by.shopperId, phone.data)
}

/** The phone is this shopper's. When another account has it, both are one person's and become one: the one that has the phone stays. */
async function bind(shoppers: Shoppers, shopperId: string, phone: string): Promise<Bound> {
  for (let tries = 0; tries < 3; tries += 1) {
    const own = await shopperById(shoppers.db, shopperId)
    if (!own) throw new AppError('unauthenticated', 'session_expired')
    if (own.phone === phone) return { me: await me(shoppers, own.id), merged: false }
    // A phone is not taken from an account in passing: whoever has another one signs in with this one.
    if (own.phone !== null) throw new AppError('conflict', 'phone_other')
    const other = await shopperByPhone(shoppers.db, phone)
    if (other) {
      const one = await mergeAccounts(shoppers, [own.id, other.id], 'phone')
      return { me: await me(shoppers, one), merged: true }
    }
    if (await takePhone(shoppers.db, own.id, phone)) return { me: await me(shoppers, own.id), merged: false }
  }
  throw new AppError('conflict', 'phone_other')
}
