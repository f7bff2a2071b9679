import { createShelf } from '../../kernel/cache.ts'
import { later } from '../../kernel/clock.ts'
import { on } from '../../kernel/events.ts'
import { ready, route } from '../../kernel/http.ts'
import { cron } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls, productChanged } from '../catalog/contract.ts'
import type { Search } from './context.ts'
import { getSearchWords, hotWords, listFailedSearches, putSearchWords, searchCalls, searchProducts, suggest } from './contract.ts'
import { find, pagesOf, placesOf, plansOf } from './find.ts'
import { failed, keepProduct, putWords, rebuild, words } from './keep.ts'
import { putOffers } from './offers.ts'
import { offersDigest } from './queries/offers.ts'
import { complete } from './lexicon.ts'
import { createMemory } from './memory.ts'
import { forgetFailed } from './queries/words.ts'
import { createSegmenter } from './segment.ts'
import { normalise } from './text.ts'

export const search = defineModule({
  name: 'search',
  calls: searchCalls,
  needs: { catalog: catalogCalls },
  create: ({ db, now, log, needs }) => {
    const sources = { db, now, log, catalog: needs.catalog, segmenter: createSegmenter() }
    const memory = createMemory(sources)
    const plans = createShelf({ max: 10_000, ttlMs: 10_000, load: (texts) => plansOf({ ...sources, memory }, texts) })
    const places = createShelf({ max: 2000, ttlMs: 5000, staleMs: 30_000, load: (keys) => placesOf(sources, keys) })
    const pages = createShelf({ max: 2000, ttlMs: 3000, load: (questions) => pagesOf({ ...sources, memory, plans, places }, questions) })
    const index: Search = { ...sources, memory, plans, places, pages }
    return {
      calls: {
        rebuild: () => rebuild(index),
        offersKept: async () => ({ digest: await offersDigest(db) }),
        putOffers: (input) => putOffers(index, input),
        putWords: async (lists) => putWords(index, { ...lists, pins: lists.pins ?? [] }).then(() => ({ ok: true as const })),
      },
      routes: [
        route(suggest, async (_caller, { query }) => ({ items: complete(await memory.lexicon(), normalise(query.text), query.limit) })),
        route(hotWords, async () => ({ items: [...(await memory.hotWords())] })),
        route(searchProducts, async (_caller, { query }) => {
          const { json, etag } = await find(index, query)
          return ready(json, etag)
        }),
        route(getSearchWords, () => words(index)),
        route(putSearchWords, (_caller, { body }) => putWords(index, body)),
        route(listFailedSearches, () => failed(index)),
      ],
      handlers: [on(productChanged, 'search.keep-document', ({ payload }) => keepProduct(index, payload.productId))],
      jobs: [cron({ name: 'search.forget-failed', cron: '40 4 * * *', run: () => forgetFailed(db, later(now(), { days: -90 })) })],
      // The first shopper should not wait for the words; whoever comes earlier still does.
      start: async () => memory.touch(),
      stop: () => memory.close(),
    }
  },
})
