import { shopkeeper } from '../accounts.ts'
import type { Actors } from './actors.ts'
import type { OpenShop } from './context.ts'

type Place = readonly [district: string, detail: string]
/** Invented houses in districts that are there. */
const places: readonly Place[] = [
  ['西湖区', '文三路 478 号 1 幢（演示仓库）'],
  ['余杭区', '良睦路 1288 号 3 号库（演示仓库）'],
  ['滨江区', '江南大道 588 号 B 座（演示仓库）'],
  ['萧山区', '建设四路 66 号 2 号库（演示仓库）'],
  ['临平区', '星河南路 20 号（演示仓库）'],
]
const carriers = ['SF', 'ZTO'] as const

/** Where every shop sends from and its accounts at two carriers, so that waybills can be ordered and couriers booked at once. */
export async function seedSending(actors: Actors, shops: readonly OpenShop[]): Promise<void> {
  for (const [index, { data }] of shops.entries()) {
    const [district, detail] = places[index % places.length] ?? ['西湖区', '文三路 478 号（演示仓库）']
    const admin = await actors.staff(shopkeeper(data.slug))
    await admin.putSending({
      tracker: 'kuaidi100',
      sender: {
        name: `${data.name}仓库`,
        phone: `0571-${String(index + 11).padStart(8, '0')}`,
        province: '浙江省',
        city: '杭州市',
        district,
        detail,
      },
      accounts: carriers.map((carrierCode) => ({
        carrierCode,
        customer: `DEMO-${carrierCode}-${data.prefix}`,
        month: String(571_000_001 + index),
      })),
    })
  }
}
