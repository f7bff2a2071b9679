import { createShopClient } from '@puzi/shop-client'
import { send } from './send'

/** Every operation of the shop's API as a typed function. */
export const shop = createShopClient(send)
