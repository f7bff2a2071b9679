import { QuestionCircleOutlined } from '@ant-design/icons'
import { Alert, Statistic, Tooltip } from 'antd'
import type { Reply } from '../../api/api.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'

type Results = Reply<'getCampaignResults'>
const NOTHING = '—'
const percent = (bps: number | null): string => (bps === null ? NOTHING : `${(bps / 100).toFixed(1)}%`)
const money = (fen: number | null): string => (fen === null ? NOTHING : yuan(fen))
const times = (value: number | null, scale: number): string => (value === null ? NOTHING : (value / scale).toFixed(2))
const of = (part: number | null, whole: number | null): string => (part === null || whole === null ? NOTHING : `${part} / ${whole}`)

/** Each number has its definition beside it. */
const groups: { title: Key; numbers: { label: Key; hint: Key; value: (results: Results) => string | number }[] }[] = [
  {
    title: 'results.group.spread',
    numbers: [
      { label: 'results.reach', hint: 'results.hint.reach', value: (one) => one.reach },
      { label: 'results.shares', hint: 'results.hint.shares', value: (one) => one.shares },
      { label: 'results.sharedVisits', hint: 'results.hint.sharedVisits', value: (one) => one.sharedVisits },
      { label: 'results.invited', hint: 'results.hint.invited', value: (one) => one.invited },
      { label: 'results.kFactor', hint: 'results.hint.kFactor', value: (one) => times(one.kMilli, 1000) },
    ],
  },
  {
    title: 'results.group.part',
    numbers: [
      { label: 'results.participants', hint: 'results.hint.participants', value: (one) => one.participants },
      { label: 'results.participation', hint: 'results.hint.participation', value: (one) => percent(one.participationBps) },
      { label: 'results.buyers', hint: 'results.hint.buyers', value: (one) => one.buyers },
      { label: 'results.conversion', hint: 'results.hint.conversion', value: (one) => percent(one.conversionBps) },
      { label: 'results.success', hint: 'results.hint.success', value: (one) => of(one.numbers.successes, one.numbers.attempts) },
      { label: 'results.successRate', hint: 'results.hint.successRate', value: (one) => percent(one.successBps) },
    ],
  },
  {
    title: 'results.group.money',
    numbers: [
      { label: 'results.orders', hint: 'results.hint.orders', value: (one) => of(one.numbers.paidOrders, one.numbers.orders) },
      { label: 'results.gmv', hint: 'results.hint.gmv', value: (one) => yuan(one.numbers.gmvFen) },
      { label: 'results.refunded', hint: 'results.hint.refunded', value: (one) => yuan(one.numbers.refundedFen) },
      { label: 'results.cost', hint: 'results.hint.cost', value: (one) => yuan(one.numbers.costFen) },
      { label: 'results.roi', hint: 'results.hint.roi', value: (one) => times(one.roiBps, 10_000) },
      { label: 'results.newCustomers', hint: 'results.hint.newCustomers', value: (one) => one.newCustomers },
      { label: 'results.cac', hint: 'results.hint.cac', value: (one) => money(one.cacFen) },
    ],
  },
]

export function ResultsNumbers({ results }: { results: Results }) {
  const t = useT()
  return (
    <div data-testid="results-numbers">
      {results.partial && <Alert type="info" showIcon title={t('results.partial')} style={{ marginBottom: 16 }} />}
      {groups.map(({ title, numbers }) => (
        <section key={title} style={{ marginBottom: 24 }}>
          <h3 style={{ margin: '0 0 12px' }}>{t(title)}</h3>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))', gap: 16 }}>
            {numbers.map(({ label, hint, value }) => (
              <Statistic
                key={label}
                title={
                  <Tooltip title={t(hint)}>
                    <span>
                      {t(label)} <QuestionCircleOutlined aria-label={t(hint)} style={{ fontSize: 12 }} />
                    </span>
                  </Tooltip>
                }
                value={value(results)}
                styles={{ content: { fontSize: 20 } }}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}
