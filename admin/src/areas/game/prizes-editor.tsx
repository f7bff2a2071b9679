import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useMe } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuan } from '../../ui/money.tsx'
import { CouponSelect } from '../marketing/coupon-select.tsx'
import { costOf, type Draft, newPrize, oddsOf, type PrizeDraft } from './draft.ts'
import { percent, prizeKinds } from './words.ts'

const grid = { display: 'grid', gridTemplateColumns: '1.4fr 110px 1.4fr 96px 96px 110px 120px 32px', gap: 8, alignItems: 'center' } as const

interface Props {
  draft: Draft
  /** Somebody has played: only stock can still change. */
  fixed: boolean
  onChange: (prizes: PrizeDraft[]) => void
}

/** The prizes in the order of the wheel, and what their odds and costs come to. */
export function PrizesEditor({ draft, fixed, onChange }: Props) {
  const t = useT()
  const { prizes } = draft
  const odds = oddsOf(draft)
  const { drawFen, mostFen } = costOf(draft)
  const patch = (key: string, more: Partial<PrizeDraft>) => onChange(prizes.map((one) => (one.key === key ? { ...one, ...more } : one)))
  // What stands in for another is told by its place: it goes with the row.
  const remove = (at: number) =>
    onChange(
      prizes
        .filter((_, index) => index !== at)
        .map((one) => ({ ...one, instead: one.instead === null || one.instead === at ? null : one.instead - (one.instead > at ? 1 : 0) })),
    )
  return (
    <div style={{ marginBottom: 24 }} data-testid="prizes-editor">
      <div className="muted" style={{ ...grid, marginBottom: 8 }}>
        <span>{t('game.prizeTitle')}</span>
        <span>{t('game.prizeKind')}</span>
        <span>{t('game.prizeWhat')}</span>
        <span>{t('game.odds')}</span>
        <span>{t('game.stock')}</span>
        <span>{t('game.cost')}</span>
        <span>{t('game.instead')}</span>
        <span />
      </div>
      {prizes.map((one, at) => (
        <Row
          key={one.key}
          prizes={prizes}
          at={at}
          rest={10_000 - odds}
          fixed={fixed}
          onPatch={(more) => patch(one.key, more)}
          onRemove={() => remove(at)}
        />
      ))}
      <div className="row" style={{ marginTop: 8 }}>
        <Button icon={<PlusOutlined />} disabled={fixed || prizes.length >= 12} onClick={() => onChange([...prizes, newPrize({})])}>
          {t('game.addPrize')}
        </Button>
        <span
          className={odds > 10_000 ? '' : 'muted'}
          style={odds > 10_000 ? { color: 'var(--ant-color-error)' } : {}}
          data-testid="game-preview"
        >
          {odds > 10_000
            ? t('game.oddsTooHigh', { odds: percent(odds) })
            : t('game.preview', { odds: percent(odds), each: yuan(drawFen), most: yuan(mostFen) })}
        </span>
      </div>
    </div>
  )
}

interface RowProps {
  prizes: readonly PrizeDraft[]
  at: number
  rest: number
  fixed: boolean
  onPatch: (more: Partial<PrizeDraft>) => void
  onRemove: () => void
}

function Row({ prizes, at, rest, fixed, onPatch, onRemove }: RowProps) {
  const t = useT()
  const one = prizes[at]
  if (!one) return null
  const isThanks = one.kind === 'thanks'
  const others = prizes.map((other, index) => ({ other, index })).filter(({ other, index }) => other.kind !== 'thanks' && index !== at)
  return (
    <div style={{ ...grid, marginBottom: 8 }}>
      <Input
        value={one.title}
        maxLength={30}
        disabled={fixed}
        aria-label={t('game.prizeTitle')}
        onChange={(event) => onPatch({ title: event.target.value })}
      />
      <KindSelect one={one} fixed={fixed || isThanks} onPatch={onPatch} />
      <What one={one} fixed={fixed} onPatch={onPatch} />
      {isThanks ? (
        <span className="num">{percent(Math.max(0, rest))}</span>
      ) : (
        <InputNumber<number>
          value={one.oddsBps / 100}
          min={0}
          max={100}
          precision={2}
          suffix="%"
          disabled={fixed}
          aria-label={t('game.odds')}
          onChange={(value) => onPatch({ oddsBps: Math.round((value ?? 0) * 100) })}
        />
      )}
      {isThanks ? (
        <span className="muted">—</span>
      ) : (
        <InputNumber<number>
          value={one.stock}
          min={1}
          max={10_000_000}
          precision={0}
          aria-label={t('game.stock')}
          onChange={(value) => onPatch({ stock: value ?? 1 })}
        />
      )}
      {isThanks ? (
        <span className="muted">—</span>
      ) : (
        <MoneyInput fen={one.costFen} onChange={(fen) => onPatch({ costFen: fen ?? 0 })} label={t('game.cost')} width="100%" />
      )}
      {isThanks ? (
        <span className="muted">—</span>
      ) : (
        <Select<number>
          value={one.instead ?? -1}
          disabled={fixed}
          aria-label={t('game.instead')}
          options={[
            { value: -1, label: t('game.prize.thanks') },
            ...others.map(({ other, index }) => ({ value: index, label: other.title || `#${index + 1}` })),
          ]}
          onChange={(value) => onPatch({ instead: value < 0 ? null : value })}
        />
      )}
      {isThanks ? (
        <span />
      ) : (
        <Button type="text" icon={<DeleteOutlined />} disabled={fixed} aria-label={t('common.remove')} onClick={onRemove} />
      )}
    </div>
  )
}

interface Part {
  one: PrizeDraft
  fixed: boolean
  onPatch: (more: Partial<PrizeDraft>) => void
}

/** Points and red packets are the mall's: only staff of the platform give them. */
function KindSelect({ one, fixed, onPatch }: Part) {
  const t = useT()
  const { platform } = useMe()
  const offered = (['goods', 'coupon', 'points', 'red_packet'] as const).filter(
    (kind) => platform || kind === one.kind || kind === 'goods' || kind === 'coupon',
  )
  return (
    <Select<PrizeDraft['kind']>
      value={one.kind}
      disabled={fixed}
      aria-label={t('game.prizeKind')}
      options={(one.kind === 'thanks' ? (['thanks'] as const) : offered).map((value) => ({ value, label: t(prizeKinds[value]) }))}
      onChange={(kind) => onPatch({ kind })}
    />
  )
}

function What({ one, fixed, onPatch }: Part) {
  const t = useT()
  if (one.kind === 'points')
    return (
      <InputNumber<number>
        value={one.points}
        min={1}
        max={1_000_000}
        precision={0}
        suffix={t('game.pointsUnit')}
        disabled={fixed}
        aria-label={t('game.prize.points')}
        onChange={(value) => onPatch({ points: value ?? 1 })}
      />
    )
  if (one.kind === 'coupon')
    return (
      <CouponSelect
        value={one.couponTemplateId ?? ''}
        label={t('game.prize.coupon')}
        onChange={(id) => onPatch({ couponTemplateId: id })}
      />
    )
  if (one.kind === 'red_packet')
    return (
      <MoneyInput
        fen={one.amountFen}
        onChange={(fen) => onPatch({ amountFen: fen ?? 0 })}
        label={t('game.prize.redPacket')}
        min={0.01}
        width="100%"
      />
    )
  return <span className="muted">{one.kind === 'goods' ? t('game.goodsHint') : '—'}</span>
}
