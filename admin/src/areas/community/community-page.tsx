import { Segmented } from 'antd'
import { useT } from '../../i18n/i18n.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { Batches } from './batches.tsx'
import { Commissions } from './commissions.tsx'
import { Leaders } from './leaders.tsx'

const tabs = [
  { value: 'batches', label: 'community.tab.batches' },
  { value: 'leaders', label: 'community.tab.leaders' },
  { value: 'commissions', label: 'community.tab.commissions' },
] as const

/** Community group buys: batches, the leaders who hand them out, and what these earn. */
export function CommunityPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ tab: 'batches' })
  const tab = tabs.find(({ value }) => value === url.tab)?.value ?? 'batches'
  return (
    <>
      <PageHead title={t('nav.community')} lead={t('community.lead')} />
      <Segmented
        style={{ marginBottom: 16 }}
        value={tab}
        options={tabs.map(({ value, label }) => ({ value, label: t(label) }))}
        onChange={(value) => setUrl({ tab: value })}
        data-testid="community-tabs"
      />
      {tab === 'batches' && <Batches />}
      {tab === 'leaders' && <Leaders />}
      {tab === 'commissions' && <Commissions />}
    </>
  )
}
