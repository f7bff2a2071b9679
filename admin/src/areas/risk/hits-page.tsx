import { Select } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { type Decision, DecisionCell, decisions, type Hit, type Kind, kinds, Person, Reasons } from './words.tsx'

const among = <K extends string>(record: Record<K, unknown>, text: string): K | undefined => (text in record ? (text as K) : undefined) // the keys are all there are

/** What rules and lists said of acts, newest first. */
export function HitsPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ page: '1', kind: '', decision: '' })
  const kind = among<Kind>(kinds, url.kind)
  const decision = among<Decision>(decisions, url.decision)
  const hits = useRead('listRiskHits', {
    page: Number(url.page),
    pageSize: 20,
    ...(kind ? { kind } : {}),
    ...(decision ? { decision } : {}),
  })
  const columns: Column<Hit>[] = [
    { key: 'at', title: t('risk.at'), render: (_, one) => <Time iso={one.at} precision="second" /> },
    { key: 'kind', title: t('risk.what'), render: (_, one) => t(kinds[one.kind]) },
    { key: 'person', title: t('risk.person'), render: (_, one) => <Person {...one} /> },
    { key: 'from', title: t('risk.from'), render: (_, one) => <From one={one} /> },
    { key: 'score', title: t('risk.score'), align: 'right', render: (_, one) => <span className="num strong">{one.score}</span> },
    { key: 'decision', title: t('risk.decision'), render: (_, one) => <Done one={one} /> },
    { key: 'reasons', title: t('risk.reasons'), render: (_, one) => <Reasons reasons={one.reasons} /> },
  ]
  return (
    <>
      <PageHead title={t('nav.riskHits')} lead={t('risk.hitsLead')} />
      <div className="card table-card" data-testid="risk-hits">
        <DataTable<Hit>
          id="risk-hits"
          columns={columns}
          rowKey="id"
          read={hits}
          toolbar={
            <>
              <Select<string>
                value={kind ?? ''}
                style={{ width: 160 }}
                aria-label={t('risk.what')}
                options={[
                  { value: '', label: t('risk.allKinds') },
                  ...Object.entries(kinds).map(([value, label]) => ({ value, label: t(label) })),
                ]}
                onChange={(value) => setUrl({ kind: value, page: '1' })}
              />
              <Select<string>
                value={decision ?? ''}
                style={{ width: 140 }}
                aria-label={t('risk.decision')}
                options={[
                  { value: '', label: t('risk.allDecisions') },
                  ...Object.entries(decisions).map(([value, { label }]) => ({ value, label: t(label) })),
                ]}
                onChange={(value) => setUrl({ decision: value, page: '1' })}
              />
            </>
          }
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('risk.hitsNone')} hint={t('risk.hitsNoneHint')} />}
        />
      </div>
    </>
  )
}

function From({ one }: { one: Hit }) {
  return (
    <div className="num">
      <div>{one.ip}</div>
      {one.device && (
        <div className="muted small" title={one.device}>
          {one.device.slice(0, 12)}
        </div>
      )}
    </div>
  )
}

function Done({ one }: { one: Hit }) {
  const t = useT()
  return (
    <div>
      <DecisionCell decision={one.decision} />
      {one.passed && <div className="muted small">{t('risk.passedChallenge')}</div>}
    </div>
  )
}
