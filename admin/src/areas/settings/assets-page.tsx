import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, ConfigProvider, Form, Input, InputNumber, Switch } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SaveBar } from './save-bar.tsx'
import { useDraft } from './use-draft.ts'

type Rule = Reply<'getPointsRule'>
type Funds = Reply<'getFundsSettings'>

/** How points work in the whole mall. */
export function PointsPage() {
  const t = useT()
  const rule = useRead('getPointsRule')
  return (
    <>
      <PageHead title={t('nav.points')} lead={t('pointsRule.lead')} />
      <Loaded read={rule}>{(data) => <PointsForm key={JSON.stringify(data)} start={data} />}</Loaded>
    </>
  )
}

function PointsForm({ start }: { start: Rule }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('updatePointsRule', { stale: ['getPointsRule'], success: t('common.saved') })
  const number = (
    label: Key,
    hint: Key,
    props: { value: number; min: number; max: number; onChange: (value: number) => void; suffix: string },
  ) => (
    <Form.Item label={t(label)} extra={t(hint)}>
      <InputNumber<number>
        min={props.min}
        max={props.max}
        precision={0}
        suffix={props.suffix}
        value={props.value}
        aria-label={t(label)}
        onChange={(value) => props.onChange(value ?? props.min)}
        style={{ width: 180 }}
      />
    </Form.Item>
  )
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <section className="card card-pad" style={{ maxWidth: 760 }}>
        <Form layout="vertical" component="div">
          <Form.Item label={t('pointsRule.spending')} extra={t('pointsRule.spendingHint')}>
            <Switch checked={draft.spending} aria-label={t('pointsRule.spending')} onChange={(spending) => change({ spending })} />
          </Form.Item>
          {number('pointsRule.rate', 'pointsRule.rateHint', {
            value: draft.perFen * 100,
            min: 100,
            max: 100_000,
            suffix: t('wallet.points'),
            onChange: (value) => change({ perFen: Math.max(1, Math.round(value / 100)) }),
          })}
          {number('pointsRule.cap', 'pointsRule.capHint', {
            value: draft.capBps / 100,
            min: 0,
            max: 100,
            suffix: '%',
            onChange: (value) => change({ capBps: value * 100 }),
          })}
          {number('pointsRule.earn', 'pointsRule.earnHint', {
            value: draft.earnPerYuan,
            min: 0,
            max: 10_000,
            suffix: t('wallet.points'),
            onChange: (earnPerYuan) => change({ earnPerYuan }),
          })}
          {number('pointsRule.expire', 'pointsRule.expireHint', {
            value: draft.expireMonths,
            min: 0,
            max: 120,
            suffix: t('pointsRule.months'),
            onChange: (expireMonths) => change({ expireMonths }),
          })}
        </Form>
      </section>
      {mayWrite && <SaveBar dirty={dirty} saving={save.isPending} onSave={() => save.mutate(draft)} onDiscard={discard} />}
    </ConfigProvider>
  )
}

/** Top-ups with their gifts, and withdrawals, of the whole mall. */
export function FundsPage() {
  const t = useT()
  const settings = useRead('getFundsSettings')
  return (
    <>
      <PageHead title={t('nav.funds')} lead={t('funds.lead')} />
      <Loaded read={settings}>{(data) => <FundsForm key={JSON.stringify(data)} start={data} />}</Loaded>
    </>
  )
}

function FundsForm({ start }: { start: Funds }) {
  const t = useT()
  const mayWrite = useCan()('wallet.write')
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('updateFundsSettings', { stale: ['getFundsSettings'], success: t('common.saved') })
  const money = (label: Key, fen: number, onChange: (fen: number) => void) => (
    <Form.Item label={t(label)}>
      <MoneyInput fen={fen} onChange={(value) => onChange(value ?? 0)} label={t(label)} />
    </Form.Item>
  )
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <section className="card card-pad" style={{ maxWidth: 760 }}>
        <Form layout="vertical" component="div">
          <Form.Item label={t('funds.topUp')}>
            <Switch checked={draft.topUp} aria-label={t('funds.topUp')} onChange={(topUp) => change({ topUp })} />
          </Form.Item>
          <div className="row">
            {money('funds.minTopUp', draft.minTopUpFen, (minTopUpFen) => change({ minTopUpFen }))}
            {money('funds.maxTopUp', draft.maxTopUpFen, (maxTopUpFen) => change({ maxTopUpFen }))}
          </div>
          <Gifts gifts={draft.gifts} onChange={(gifts) => change({ gifts })} />
          <Form.Item label={t('funds.withdraw')}>
            <Switch checked={draft.withdraw} aria-label={t('funds.withdraw')} onChange={(withdraw) => change({ withdraw })} />
          </Form.Item>
          <div className="row">
            {money('funds.minWithdraw', draft.minWithdrawFen, (minWithdrawFen) => change({ minWithdrawFen }))}
            {money('funds.maxWithdraw', draft.maxWithdrawFen, (maxWithdrawFen) => change({ maxWithdrawFen }))}
            {money('funds.review', draft.reviewAboveFen, (reviewAboveFen) => change({ reviewAboveFen }))}
          </div>
          <p className="muted small fields-hint">{t('funds.reviewHint')}</p>
          <BankAccount bank={draft.bank} onChange={(bank) => change({ bank })} />
        </Form>
      </section>
      {mayWrite && (
        <SaveBar
          dirty={dirty}
          saving={save.isPending}
          onSave={() => save.mutate(draft)}
          onDiscard={discard}
          blocked={!bankReady(draft.bank)}
        />
      )}
    </ConfigProvider>
  )
}

/** All of it, or nothing. */
const bankReady = (bank: Funds['bank']): boolean =>
  bank === null || (bank.payee.trim() !== '' && bank.bank.trim() !== '' && bank.number.trim().length >= 4)

function BankAccount({ bank, onChange }: { bank: Funds['bank']; onChange: (bank: Funds['bank']) => void }) {
  const t = useT()
  const now = bank ?? { payee: '', bank: '', number: '' }
  const set = (patch: Partial<typeof now>) => {
    const next = { ...now, ...patch }
    onChange(next.payee || next.bank || next.number ? next : null)
  }
  return (
    <Form.Item label={t('funds.bank')} extra={t('funds.bankHint')}>
      <div className="row">
        <Input
          value={now.payee}
          maxLength={60}
          placeholder={t('funds.payee')}
          aria-label={t('funds.payee')}
          style={{ width: 180 }}
          onChange={(event) => set({ payee: event.target.value })}
        />
        <Input
          value={now.bank}
          maxLength={60}
          placeholder={t('funds.bankName')}
          aria-label={t('funds.bankName')}
          style={{ width: 180 }}
          onChange={(event) => set({ bank: event.target.value })}
        />
        <Input
          value={now.number}
          maxLength={40}
          placeholder={t('funds.bankNumber')}
          aria-label={t('funds.bankNumber')}
          style={{ width: 220 }}
          onChange={(event) => set({ number: event.target.value })}
        />
      </div>
    </Form.Item>
  )
}

function Gifts({ gifts, onChange }: { gifts: Funds['gifts']; onChange: (gifts: Funds['gifts']) => void }) {
  const t = useT()
  const set = (index: number, patch: Partial<Funds['gifts'][number]>) =>
    onChange(gifts.map((gift, at) => (at === index ? { ...gift, ...patch } : gift)))
  return (
    <Form.Item label={t('funds.gifts')} extra={t('funds.giftsHint')}>
      <div className="stack-tight">
        {gifts.map((gift, index) => (
          <div key={index} className="row">
            <MoneyInput fen={gift.fromFen} onChange={(fen) => set(index, { fromFen: fen ?? 1 })} label={t('funds.from')} min={0.01} />
            <span className="muted">{t('funds.gives')}</span>
            <MoneyInput fen={gift.giftFen} onChange={(fen) => set(index, { giftFen: fen ?? 1 })} label={t('funds.gives')} min={0.01} />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('common.remove')}
              onClick={() => onChange(gifts.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        <Button
          size="small"
          style={{ justifySelf: 'start' }}
          icon={<PlusOutlined />}
          disabled={gifts.length >= 10}
          onClick={() => onChange([...gifts, { fromFen: 10_000, giftFen: 1000 }])}
        >
          {t('funds.addGift')}
        </Button>
      </div>
    </Form.Item>
  )
}
