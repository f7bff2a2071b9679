import { ApiError } from '@/api/error'
import { shop } from '@/api/client'
import { pageParams } from '@/lib/links'
import { deviceStorage } from '@/platform/storage'
import { sessionToken } from '@/stores/session'
import { sellerIn } from './code'

const NAME = 'puzi.seller'
let met: string | undefined

/** The app was opened, perhaps by somebody's link: told at once, or kept until the person signs in. */
export async function meetSeller(query: Partial<Record<string, string>> | undefined): Promise<void> {
  const code = sellerIn(pageParams(query ?? {}))
  // The app comes to the front again and again with what it was opened by.
  if (code && code !== met) deviceStorage.setItem(NAME, code)
  if (code) met = code
  await tellSeller()
}

/** Whoever has signed in came by the link that was followed last. */
export async function tellSeller(): Promise<void> {
  const code: unknown = deviceStorage.getItem(NAME)
  if (typeof code !== 'string' || !code || !sessionToken()) return
  try {
    await shop.noteDistributionVisit({ code })
  } catch (error) {
    // A link of nobody is forgotten; anything else is tried again at the next start.
    if (!(error instanceof ApiError) || error.status !== 404) throw error
  }
  deviceStorage.removeItem(NAME)
}
