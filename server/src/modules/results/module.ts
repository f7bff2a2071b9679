import { route, staffOf } from '../../kernel/http.ts'
import { defineModule } from '../../kernel/module.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { board } from './board.ts'
import type { Results } from './context.ts'
import { getCampaignResults, listCampaignResults, reachSlot, resultsSlot } from './contract.ts'
import { gather } from './gather.ts'

export const results = defineModule({
  name: 'results',
  calls: {},
  needs: { shopper: shopperCalls },
  messages: {
    'zh-CN': { campaign_results_not_found: '没有找到这个活动' },
    en: { campaign_results_not_found: 'There is no such campaign.' },
  },
  create: ({ now, needs: { shopper }, plugged }) => {
    const of: Results = { now, shopper, plays: () => plugged(resultsSlot), reach: () => plugged(reachSlot) }
    return {
      calls: {},
      routes: [
        route(listCampaignResults, (caller, { query }) => board(of, staffOf(caller).shopId, query)),
        route(getCampaignResults, (caller, { params }) => gather(of, { ...params, shopId: staffOf(caller).shopId })),
      ],
      handlers: [],
      jobs: [],
    }
  },
})
