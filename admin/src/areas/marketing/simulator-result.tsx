import { Alert, Descriptions, Tag } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useT, type Key, type Translate } from '../../i18n/i18n.tsx'
import { Money, yuan } from '../../ui/money.tsx'

type Result = Reply<'simulatePrice'>
type Declined = Result['declined'][number]

const reasonKey: Record<Declined['reason'], Key> = {
  not_started: 'why.not_started',
  ended: 'why.ended',
  limit_reached: 'why.limit_reached',
  nothing_in_scope: 'why.nothing_in_scope',
  rule_unknown: 'why.rule_unknown',
  spend_too_low: 'why.spend_too_low',
  quantity_too_low: 'why.quantity_too_low',
  tier_too_low: 'why.tier_too_low',
  not_new_customer: 'why.not_new_customer',
  no_freight: 'why.no_freight',
  add_on_not_chosen: 'why.add_on_not_chosen',
  gift_gone: 'why.gift_gone',
  nothing_to_take: 'why.nothing_to_take',
  better_offer_used: 'why.better_offer_used',
  not_chosen: 'why.not_chosen',
  coupon_unusable: 'why.coupon_unusable',
}

/** Why an offer was not used, in words, with what lacks and what was used instead. */
function whyNot(declined: Declined, result: Result, t: Translate): string {
  const { missingFen, missingPieces, byOfferId } = declined
  const rival = result.applied.find((offer) => offer.offerId === byOfferId)?.title
  return [
    t(reasonKey[declined.reason]),
    ...(missingFen === null ? [] : [t('why.missingFen', { amount: yuan(missingFen) })]),
    ...(missingPieces === null ? [] : [t('why.missingPieces', { pieces: missingPieces })]),
    ...(rival ? [t('why.by', { title: rival })] : []),
  ].join(' · ')
}

/** Gifts and coupons that follow the payment take no money off: they have rows of their own. */
const takesOff = ({ goodsFen, freightFen }: Result['applied'][number]): boolean => goodsFen + freightFen > 0

/** The price and its reasons: sums, offers used, what each piece pays, offers not used. */
export function SimulatorResult({ result }: { result: Result }) {
  const t = useT()
  const titles = new Map(result.applied.map((offer) => [offer.offerId, offer.title]))
  return (
    <div className="stack" data-testid="simulate-result">
      <Alert
        type={result.choice.exact ? 'success' : 'warning'}
        showIcon
        title={t(result.choice.exact ? 'simulate.exact' : 'simulate.bounded', { count: result.choice.weighed })}
      />
      <div className="card" style={{ padding: 20 }}>
        <Descriptions
          column={{ xs: 1, sm: 4 }}
          items={[
            { key: 'goods', label: t('simulate.goods'), children: <Money fen={result.goodsFen} /> },
            { key: 'off', label: t('simulate.discount'), children: <Money fen={-result.discountFen} /> },
            { key: 'freight', label: t('simulate.freight'), children: <Money fen={result.freightFen} /> },
            { key: 'pay', label: t('simulate.payable'), children: <Money fen={result.payableFen} strong /> },
          ]}
        />
      </div>
      <Section title={t('simulate.applied')} none={t('simulate.noneApplied')} empty={result.applied.length === 0}>
        {result.applied.filter(takesOff).map((offer) => (
          <li key={offer.offerId}>
            <b>{offer.title}</b> <Tag>{t(offer.source === 'coupon' ? 'coupon.coupon' : 'simulate.rule')}</Tag>
            <Money fen={-(offer.goodsFen + offer.freightFen)} />
            {offer.platformFen ? <span className="muted"> · {t('simulate.platform', { amount: yuan(offer.platformFen) })}</span> : null}
          </li>
        ))}
        {result.gifts.map((gift) => (
          <li key={gift.title}>
            <b>{gift.title}</b> <Tag>{t('arg.gifts')}</Tag>
            {gift.items.map((item) => `${item.title} ×${item.quantity}`).join(gift.choose === 'one' ? ' / ' : ' + ')}
          </li>
        ))}
        {result.promised.map((coupon) => (
          <li key={coupon.title}>
            <b>{coupon.title}</b> <Tag>{t('say.coupon_after')}</Tag>
          </li>
        ))}
      </Section>
      <Lines result={result} titles={titles} />
      <Section title={t('simulate.declined')} none={t('simulate.noneDeclined')} empty={result.declined.length === 0}>
        {result.declined.map((declined) => (
          <li key={declined.offerId}>
            <b>{declined.title}</b> <span className="muted">{whyNot(declined, result, t)}</span>
          </li>
        ))}
      </Section>
    </div>
  )
}

interface SectionProps {
  title: string
  none: string
  empty: boolean
  children: React.ReactNode
}

function Section({ title, none, empty, children }: SectionProps) {
  return (
    <div className="card" style={{ padding: 20 }}>
      <h2 style={{ fontSize: 16, margin: 0 }}>{title}</h2>
      {empty ? <p className="muted">{none}</p> : <ul className="simulate-list">{children}</ul>}
    </div>
  )
}

/** Line by line and piece by piece, to the fen. */
function Lines({ result, titles }: { result: Result; titles: ReadonlyMap<string, string> }) {
  const t = useT()
  return (
    <div className="card" style={{ padding: 20, overflowX: 'auto' }}>
      <h2 style={{ fontSize: 16, margin: 0 }}>{t('simulate.lines')}</h2>
      {result.lines.map((line) => (
        <div key={line.skuId} style={{ marginTop: 12 }}>
          <b>{[line.title, ...line.options].join(' ')}</b>{' '}
          <span className="muted num">
            {yuan(line.unitPriceFen)} × {line.quantity} = {yuan(line.amountFen)} → {yuan(line.payableFen)}
          </span>
          <ul className="simulate-list">
            {line.units.map((unit, index) => (
              <li key={index}>
                <span className="num">
                  {t('simulate.pieces', { pieces: unit.pieces })} {yuan(unit.amountFen)}
                </span>
                {unit.shares.map((share) => (
                  <span key={share.offerId} className="muted">
                    {' '}
                    − {titles.get(share.offerId)} <span className="num">{yuan(share.amountFen)}</span>
                  </span>
                ))}
                <span className="num strong"> = {yuan(unit.payableFen)}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}
