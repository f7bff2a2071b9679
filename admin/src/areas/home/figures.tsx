import type { Reply } from '../../api/api.ts'
import { useLook } from '../../design/mode.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { changePercent } from './change.ts'

type Dashboard = Reply<'getDashboard'>

interface Shown {
  key: Key
  figure: Dashboard['gmvFen']
  text: (value: number) => string
  values: number[]
}

/** Today beside yesterday up to the same time of day: a whole yesterday would make every morning look bad. */
export function Figures({ data }: { data: Dashboard }) {
  const t = useT()
  const { colour } = useLook()
  const count = (value: number) => String(value)
  const lastDays = data.days.slice(-14)
  const shown: Shown[] = [
    { key: 'home.gmv', figure: data.gmvFen, text: yuan, values: lastDays.map((day) => day.gmvFen) },
    { key: 'home.orders', figure: data.orders, text: count, values: lastDays.map((day) => day.orders) },
    { key: 'home.buyers', figure: data.buyers, text: count, values: lastDays.map((day) => day.buyers) },
    { key: 'home.average', figure: data.averageFen, text: yuan, values: lastDays.map((day) => (day.orders ? day.gmvFen / day.orders : 0)) },
  ]
  return (
    <section className="figures" aria-label={t('home.today')} data-testid="figures">
      {shown.map(({ key, figure, text, values }) => (
        <div key={key} className="card figure">
          <span className="muted">{t(key)}</span>
          <span className="figure-value" data-testid={key}>
            {text(figure.today)}
          </span>
          <span className="figure-change">
            <Change now={figure.today} before={figure.yesterdaySoFar} /> {t('home.yesterday', { value: text(figure.yesterday) })}
          </span>
          <Sparkline values={values} colour={colour.accent} />
        </div>
      ))}
    </section>
  )
}

function Change({ now, before }: { now: number; before: number }) {
  const t = useT()
  const percent = changePercent(now, before)
  if (percent === null) return <span>{t('home.noCompare')} ·</span>
  const colour = percent >= 0 ? 'var(--good)' : 'var(--bad)'
  return (
    <span title={t('home.compareHint')}>
      <span style={{ color: colour, fontWeight: 600 }}>
        {percent >= 0 ? '↑' : '↓'} {Math.abs(percent)}%
      </span>{' '}
      ·
    </span>
  )
}
