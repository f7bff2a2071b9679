import { Badge, Tabs } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { Commissions } from './commissions.tsx'
import { Distributors } from './distributors.tsx'
import { Rates } from './rates.tsx'
import { Results } from './results.tsx'
import { RuleTab } from './rule-form.tsx'
import { Samples } from './samples.tsx'

/** Those who sell for the shop: who they are, what they earn by which rules, and what they brought. */
export function DistributionPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ tab: 'distributors', page: '1', state: '', search: '' })
  const results = useRead('getDistributionResults', { days: 30 })
  const list = { ...url, change: setUrl, onPage: (page: number) => setUrl({ page: String(page) }) }
  const items = [
    {
      key: 'distributors',
      label: (
        <Badge count={results.data?.waiting ?? 0} size="small" offset={[10, 0]}>
          {t('distribution.tab.distributors')}
        </Badge>
      ),
      children: <Distributors {...list} />,
    },
    { key: 'commissions', label: t('distribution.tab.commissions'), children: <Commissions {...list} /> },
    { key: 'samples', label: t('distribution.tab.samples'), children: <Samples page={url.page} onPage={list.onPage} /> },
    { key: 'results', label: t('distribution.tab.results'), children: <Results /> },
    { key: 'rates', label: t('distribution.tab.rates'), children: <Rates page={url.page} onPage={list.onPage} /> },
    { key: 'rule', label: t('distribution.tab.rule'), children: <RuleTab /> },
  ]
  return (
    <>
      <PageHead title={t('nav.distribution')} lead={t('distribution.lead')} />
      <Tabs
        activeKey={url.tab}
        destroyOnHidden
        tabBarStyle={{ marginBottom: 16 }}
        onChange={(tab) => setUrl({ tab, page: '1', state: '', search: '' })}
        items={items}
        data-testid="distribution-tabs"
      />
    </>
  )
}

/** The state of a list in the address. */
export interface ListState {
  page: string
  state: string
  search: string
  change: (patch: { state?: string; search?: string }) => void
  onPage: (page: number) => void
}
