import type { SmsSender } from '../../gateways/sms-sender.ts'
import type { SubscribeSender } from '../../gateways/subscribe-sender.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { Trigger } from '../../kernel/notify.ts'
import type { cartCalls } from '../cart/contract.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { settingsCalls } from '../settings/contract.ts'
import type { shippingCalls } from '../shipping/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { PushChannel } from './contract.ts'
import type { MessagingDb } from './db.ts'

export interface Messaging {
  db: Db<MessagingDb>
  now: () => Date
  newId: () => string
  triggers: ReadonlyMap<string, Trigger>
  cart: Interface<typeof cartCalls>
  catalog: Pick<Interface<typeof catalogCalls>, 'skusOfProduct' | 'skusForSale'>
  order: Pick<Interface<typeof orderCalls>, 'refundable' | 'printable'>
  settings: Pick<Interface<typeof settingsCalls>, 'ofShop'>
  shipping: Pick<Interface<typeof shippingCalls>, 'carriers'>
  shop: Pick<Interface<typeof shopCalls>, 'find'>
  shopper: Pick<Interface<typeof shopperCalls>, 'payer' | 'contact' | 'find' | 'bornOn' | 'audience'>
  sms: () => SmsSender | undefined
  push: Record<PushChannel, () => SubscribeSender | undefined>
}
