import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Time } from '../../ui/time.tsx'

/** Accounts that became one with this one, and what went over. Nothing when there were none. */
export function Merges({ id }: { id: string }) {
  const t = useT()
  const merges = useRead('listShopperMerges', { id })
  const items = merges.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="card card-pad" data-testid="member-merges">
      <h2>{t('member.merges')}</h2>
      {items.map((merge) => (
        <div key={merge.id} style={{ marginTop: 12 }}>
          <div>
            {t('member.mergeOf', { name: merge.nickname })} · {t(merge.reason === 'phone' ? 'member.mergePhone' : 'member.mergeUnion')} ·{' '}
            <Time iso={merge.at} />
          </div>
          <div className="muted small">
            {merge.movedAt ? t('member.mergeDone') : t('member.mergeRunning')}
            {merge.steps
              .flatMap((step) => step.items)
              .map((item) =>
                item.sums
                  ? ` · ${item.what} ${item.sums.from} + ${item.sums.into} = ${item.sums.after}`
                  : ` · ${item.what} ${item.moved + item.combined}`,
              )
              .join('')}
          </div>
        </div>
      ))}
    </section>
  )
}
