import { beauty } from './shops/beauty.ts'
import { clothes } from './shops/clothes.ts'
import type { ShopData } from './shops/data.ts'
import { digital } from './shops/digital.ts'
import { fresh } from './shops/fresh.ts'
import { home } from './shops/home.ts'

/** The demo mall, in the order its shops are shown. */
export const shops: readonly ShopData[] = [fresh, clothes, home, beauty, digital]
