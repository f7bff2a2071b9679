import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shoppers } from './context.ts'
import type { Address, AddressInput } from './contract.ts'
import { addressesOf, addressOf, clearDefault, insertAddress, lockShopper, removeAddress, setAddress } from './queries/addresses.ts'
import { liesNear } from './near.ts'
import { placeOf } from './regions.ts'

const MOST = 30
type Input = z.output<typeof AddressInput>

function rowOf(input: Input) {
  const place = placeOf(input.districtCode)
  if (!place) throw new AppError('invalid', 'district_unknown', { districtCode: input.districtCode })
  const { name, phone, detail, isDefault, lng, lat } = input
  if ((lng === null) !== (lat === null)) throw new AppError('invalid', 'address_place_wrong')
  if (lng !== null && lat !== null && !liesNear(input.districtCode, { lng, lat })) throw new AppError('invalid', 'address_place_wrong')
  return { name, phone, detail, isDefault, lng, lat, ...place }
}

export async function list(shoppers: Shoppers, shopperId: string): Promise<{ items: Address[] }> {
  return { items: await addressesOf(shoppers.db, shopperId) }
}

/** Adds an address; the first one becomes the default. At most thirty. */
export async function add(shoppers: Shoppers, shopperId: string, input: Input): Promise<Address> {
  const row = rowOf(input)
  const id = shoppers.newId()
  await inTx(shoppers.db, async (tx) => {
    const count = await lockShopper(tx, shopperId)
    if (count >= MOST) throw new AppError('conflict', 'address_limit', { most: MOST })
    const isDefault = row.isDefault || count === 0
    if (isDefault) await clearDefault(tx, shopperId)
    await insertAddress(tx, { id, shopperId }, { ...row, isDefault })
  })
  return one(shoppers, shopperId, id)
}

export async function change(shoppers: Shoppers, key: { shopperId: string; id: string }, input: Input): Promise<Address> {
  const row = rowOf(input)
  await inTx(shoppers.db, async (tx) => {
    await lockShopper(tx, key.shopperId)
    if (row.isDefault) await clearDefault(tx, key.shopperId)
    if (!(await setAddress(tx, key, row))) throw new AppError('not_found', 'address_not_found')
  })
  return one(shoppers, key.shopperId, key.id)
}

export async function remove(shoppers: Shoppers, key: { shopperId: string; id: string }): Promise<{ ok: true }> {
  if (!(await removeAddress(shoppers.db, key))) throw new AppError('not_found', 'address_not_found')
  return { ok: true }
}

async function one(shoppers: Shoppers, shopperId: string, id: string): Promise<Address> {
  const address = await addressOf(shoppers.db, shopperId, id)
  if (!address) throw new AppError('not_found', 'address_not_found')
  return address
}
