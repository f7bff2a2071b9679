import { shop } from '@/api/client'
import { randomKey } from '@/lib/random-key'
import { deviceStorage } from '@/platform/storage'

const NAME = 'puzi.visitor'

/** What this device calls itself, made up once: nothing else is told of it. */
function visitor(): string {
  const known = deviceStorage.getItem(NAME)
  if (typeof known === 'string') return known
  const made = randomKey()
  deviceStorage.setItem(NAME, made)
  return made
}

const told = new Set<string>()

/** A page was opened, perhaps by somebody's share; told once for each while the app runs. */
export async function tellVisit(code: string | null, page: { kind: string; campaignId: string } | null): Promise<void> {
  const key = `${code ?? ''}:${page?.campaignId ?? ''}`
  if ((!code && !page) || told.has(key)) return
  told.add(key)
  try {
    await shop.recordVisit({ visitor: visitor(), code, page })
  } catch (error) {
    // It is no matter of the person who looks; it is told when the page is opened again.
    told.delete(key)
    console.warn(error)
  }
}

/** Whoever signs in came by what this device has opened. */
export const claimVisits = () => shop.claimVisits({ visitor: visitor() })
