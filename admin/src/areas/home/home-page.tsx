import { ReloadOutlined } from '@ant-design/icons'
import { Button, Skeleton } from 'antd'
import { Navigate } from 'react-router'
import { useCan, useMe } from '../../app/me.tsx'
import { useRead } from '../../api/use.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { timeText } from '../../ui/time.tsx'
import { Figures } from './figures.tsx'
import './home.css'
import { Todo } from './todo.tsx'
import { TopProducts } from './top-products.tsx'
import { Trend } from './trend.tsx'

/** Whoever only hands out or brings orders, or decides disputes, begins there; the shop's numbers are not theirs. */
export function HomePage() {
  const can = useCan()
  if (can('order.read')) return <Overview />
  if (can('dispute.decide')) return <Navigate to="/disputes" replace />
  return <Navigate to={can('pickup.verify') ? '/handout' : can('delivery.handle') ? '/couriers' : '/me'} replace />
}

/** Today's numbers, what waits to be done, the last thirty days, and what sells. */
function Overview() {
  const { t, lang } = useI18n()
  const me = useMe()
  const dashboard = useRead('getDashboard', { days: 30 }, { refetchInterval: 30_000 })
  const data = dashboard.data
  return (
    <>
      <PageHead title={t('home.hello', { name: me.name })} lead={data ? t('home.asOf', { at: timeText(data.at, lang, 'second') }) : ' '}>
        <Button icon={<ReloadOutlined />} loading={dashboard.isFetching} onClick={() => void dashboard.refetch()}>
          {t('common.refresh')}
        </Button>
      </PageHead>
      {dashboard.error && !data && <Problem error={dashboard.error} onRetry={() => void dashboard.refetch()} />}
      {!data && !dashboard.error && <Skeleton active paragraph={{ rows: 10 }} />}
      {data && (
        <div className="stack">
          <Figures data={data} />
          <Todo data={data} />
          <div className="home-columns">
            <Trend days={data.days} />
            <TopProducts products={data.topProducts} />
          </div>
        </div>
      )}
    </>
  )
}
