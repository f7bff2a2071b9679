import { Drawer, Progress, Skeleton, Statistic } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { State } from '../../ui/tone.tsx'
import { phaseKey, phaseTone, type Session } from './phase.ts'

/** What happens in a session now, and what came of it. */
export function NumbersDrawer({ session, onClose }: { session: Session; onClose: () => void }) {
  const t = useT()
  const live = session.phase === 'running'
  const numbers = useRead('getFlashNumbers', { id: session.id }, live ? { refetchInterval: 3000 } : {})
  const detail = useRead('getFlashSession', { id: session.id })
  const { data } = numbers
  const named = new Map(detail.data?.items.map((item) => [item.id, [item.title, ...item.options].join(' ')]))
  return (
    <Drawer open onClose={onClose} size={640} title={t('flash.numbersOf', { title: session.title })} data-testid="flash-numbers-drawer">
      {numbers.error && <Problem error={numbers.error} onRetry={() => void numbers.refetch()} />}
      {!data && !numbers.error && <Skeleton active />}
      {data && (
        <div className="stack">
          <div className="row">
            <State tone={phaseTone[data.phase]}>{t(phaseKey[data.phase])}</State>
            {live && <span className="small muted">{t('flash.live')}</span>}
          </div>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(130px, 1fr))', gap: 16 }}>
            <Statistic title={t('flash.attempts')} value={data.attempts} />
            <Statistic title={t('flash.admitted')} value={data.admitted} />
            <Statistic title={t('flash.refused')} value={data.refused} />
            <Statistic title={t('flash.people')} value={data.people} />
            <Statistic title={t('flash.orders')} value={data.orders} />
            <Statistic title={t('flash.paidOrders')} value={data.paidOrders} />
            <Statistic title={t('flash.unpaidOrders')} value={data.unpaidOrders} />
            <Statistic title={t('flash.rate')} value={data.orders === 0 ? '–' : `${Math.round((data.paidOrders / data.orders) * 100)}%`} />
            <Statistic title={t('flash.paidPieces')} value={data.paidPieces} />
            <Statistic title={t('flash.paidFen')} value={yuan(data.paidFen)} />
            <Statistic title={t('flash.refundedFen')} value={yuan(data.refundedFen)} />
            <Statistic title={t('flash.savedFen')} value={yuan(data.savedFen)} />
          </div>
          <h3>{t('flash.progress')}</h3>
          {data.items.map((item) => (
            <div key={item.id}>
              <div className="row">
                <span>{named.get(item.id) ?? ''}</span>
                <span className="spring" />
                <span className="num">
                  {item.taken} / {item.pieces} <span className="muted">{t('flash.paidOf', { paid: item.paid })}</span>
                </span>
              </div>
              <Progress percent={Math.round((item.taken / item.pieces) * 100)} showInfo={false} aria-label={named.get(item.id) ?? ''} />
            </div>
          ))}
        </div>
      )}
    </Drawer>
  )
}
