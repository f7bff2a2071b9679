import { DatePicker, Form, Input, InputNumber, Modal, Radio, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useMe } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { RewardField } from './reward-field.tsx'
import type { Campaign } from './words.ts'

type Draft = Pick<
  Campaign,
  | 'kind'
  | 'scope'
  | 'title'
  | 'at'
  | 'holdDays'
  | 'minOrderFen'
  | 'inviterReward'
  | 'inviteeReward'
  | 'perDay'
  | 'perPerson'
  | 'budget'
  | 'friends'
  | 'rateBps'
  | 'mostFen'
  | 'enabled'
> & { period: [Dayjs, Dayjs] }

const draftOf = (one: Campaign | null, platform: boolean): Draft => ({
  kind: one?.kind ?? 'invite',
  scope: one?.scope ?? (platform ? 'mall' : 'shop'),
  title: one?.title ?? '',
  at: one?.at ?? 'kept',
  holdDays: one?.holdDays ?? 7,
  minOrderFen: one?.minOrderFen ?? 0,
  inviterReward: one ? one.inviterReward : { kind: 'coupon', templateId: '' },
  inviteeReward: one ? one.inviteeReward : null,
  perDay: one?.perDay ?? 10,
  perPerson: one?.perPerson ?? 100,
  budget: one?.budget ?? 1000,
  friends: one?.friends ?? 3,
  rateBps: one?.rateBps ?? 0,
  mostFen: one?.mostFen ?? 0,
  enabled: one?.enabled ?? true,
  period: one ? [dayjs(one.startsAt), dayjs(one.endsAt)] : [dayjs(), dayjs().add(30, 'day')],
})

const whole = (reward: Draft['inviterReward']): boolean => reward?.kind !== 'coupon' || reward.templateId !== ''
const isReady = (draft: Draft): boolean =>
  draft.title.trim() !== '' &&
  (draft.kind === 'cashback'
    ? draft.rateBps > 0 && draft.mostFen > 0
    : (draft.inviterReward !== null || draft.inviteeReward !== null) && whole(draft.inviterReward) && whole(draft.inviteeReward))

/** What is sent: of two kinds each has its own fields. */
function bodyOf({ period, ...draft }: Draft) {
  const cashback = draft.kind === 'cashback'
  return {
    ...draft,
    title: draft.title.trim(),
    holdDays: draft.at === 'kept' ? Math.max(1, draft.holdDays) : 0,
    inviterReward: cashback ? null : draft.inviterReward,
    inviteeReward: cashback ? null : draft.inviteeReward,
    rateBps: cashback ? draft.rateBps : 0,
    mostFen: cashback ? draft.mostFen : 0,
    startsAt: period[0].toISOString(),
    endsAt: period[1].toISOString(),
  }
}

const limits: { of: 'perDay' | 'perPerson' | 'budget'; label: Key; max: number }[] = [
  { of: 'perDay', label: 'referral.perDay', max: 10_000 },
  { of: 'perPerson', label: 'referral.perPerson', max: 10_000 },
  { of: 'budget', label: 'referral.budget', max: 1_000_000 },
]

export function CampaignDialog({ campaign, onClose }: { campaign: Campaign | null; onClose: () => void }) {
  const t = useT()
  const { platform } = useMe()
  const [draft, setDraft] = useState(() => draftOf(campaign, platform))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listAdminReferralCampaigns' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createReferralCampaign', done)
  const update = useWrite('updateReferralCampaign', done)
  const save = () => {
    const { kind, scope, ...terms } = bodyOf(draft)
    if (campaign) update.mutate({ ...terms, id: campaign.id })
    else create.mutate({ ...terms, kind, scope })
  }
  return (
    <Modal
      open
      width={680}
      title={t(campaign ? 'referral.edit' : 'referral.new')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !isReady(draft), loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('referral.title')} htmlFor="referral-title">
          <Input id="referral-title" value={draft.title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        {!campaign && platform && <Kinds draft={draft} change={change} />}
        <When draft={draft} change={change} />
        {draft.kind === 'invite' ? (
          <Rewards draft={draft} platform={platform} change={change} />
        ) : (
          <Cashback draft={draft} change={change} />
        )}
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', columnGap: 16 }}>
          {limits.map(({ of, label, max }) => (
            <Form.Item key={of} label={t(label)} htmlFor={`referral-${of}`}>
              <InputNumber<number>
                id={`referral-${of}`}
                style={{ width: '100%' }}
                min={1}
                max={max}
                precision={0}
                value={draft[of]}
                onChange={(value) => change({ [of]: value ?? 1 })}
              />
            </Form.Item>
          ))}
        </div>
        <Form.Item label={t('results.period')}>
          <DatePicker.RangePicker
            showTime
            allowClear={false}
            value={draft.period}
            onChange={(range) => range?.[0] && range[1] && change({ period: [range[0], range[1]] })}
          />
        </Form.Item>
        <Form.Item label={t('referral.enabled')}>
          <Switch checked={draft.enabled} aria-label={t('referral.enabled')} onChange={(enabled) => change({ enabled })} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

interface Part {
  draft: Draft
  change: (patch: Partial<Draft>) => void
}

function Kinds({ draft, change }: Part) {
  const t = useT()
  return (
    <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
      <Form.Item label={t('referral.kind')}>
        <Radio.Group
          value={draft.kind}
          onChange={(event) =>
            change(event.target.value === 'cashback' ? { kind: 'cashback', rateBps: 5000, mostFen: 5000, at: 'kept' } : { kind: 'invite' })
          }
          options={[
            { value: 'invite', label: t('referral.kind.invite') },
            { value: 'cashback', label: t('referral.kind.cashback') },
          ]}
        />
      </Form.Item>
      <Form.Item label={t('referral.scope')}>
        <Radio.Group
          value={draft.scope}
          onChange={(event) => change({ scope: event.target.value === 'shop' ? 'shop' : 'mall' })}
          options={[
            { value: 'mall', label: t('referral.scope.mall') },
            { value: 'shop', label: t('referral.scope.shop') },
          ]}
        />
      </Form.Item>
    </div>
  )
}

function When({ draft, change }: Part) {
  const t = useT()
  const cashback = draft.kind === 'cashback'
  const choices = [
    ...(cashback ? [] : [{ value: 'joined' as const, label: t('referral.at.joined') }]),
    { value: 'paid' as const, label: t(cashback ? 'referral.at.paidNow' : 'referral.at.paid') },
    { value: 'kept' as const, label: t(cashback ? 'referral.at.keptNow' : 'referral.at.kept') },
  ]
  return (
    <>
      <Form.Item label={t('referral.at')} extra={draft.at === 'kept' ? t('referral.keptHint') : t('referral.atHint')}>
        <Radio.Group
          value={draft.at}
          options={choices}
          onChange={(event) => change({ at: choices.find(({ value }) => value === event.target.value)?.value ?? 'kept' })}
        />
      </Form.Item>
      <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
        {draft.at === 'kept' && (
          <Form.Item label={t('referral.holdDays')} htmlFor="referral-hold">
            <InputNumber<number>
              id="referral-hold"
              min={1}
              max={90}
              precision={0}
              value={Math.max(1, draft.holdDays)}
              onChange={(days) => change({ holdDays: days ?? 7 })}
            />
          </Form.Item>
        )}
        {draft.at !== 'joined' && (
          <Form.Item label={t('referral.minOrder')}>
            <MoneyInput fen={draft.minOrderFen} label={t('referral.minOrder')} onChange={(fen) => change({ minOrderFen: fen ?? 0 })} />
          </Form.Item>
        )}
      </div>
    </>
  )
}

function Rewards({ draft, platform, change }: Part & { platform: boolean }) {
  const t = useT()
  return (
    <>
      <Form.Item label={t('referral.inviterGets')}>
        <RewardField
          label={t('referral.inviterGets')}
          value={draft.inviterReward}
          platform={platform}
          onChange={(inviterReward) => change({ inviterReward })}
        />
      </Form.Item>
      <Form.Item label={t('referral.inviteeGets')} extra={platform ? undefined : t('referral.shopHint')}>
        <RewardField
          label={t('referral.inviteeGets')}
          value={draft.inviteeReward}
          platform={platform}
          onChange={(inviteeReward) => change({ inviteeReward })}
        />
      </Form.Item>
    </>
  )
}

function Cashback({ draft, change }: Part) {
  const t = useT()
  return (
    <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
      <Form.Item label={t('referral.friends')} htmlFor="referral-friends">
        <InputNumber<number>
          id="referral-friends"
          min={1}
          max={100}
          precision={0}
          value={draft.friends}
          onChange={(friends) => change({ friends: friends ?? 1 })}
        />
      </Form.Item>
      <Form.Item label={t('referral.rate')} htmlFor="referral-rate">
        <InputNumber<number>
          id="referral-rate"
          min={1}
          max={100}
          precision={0}
          suffix="%"
          value={draft.rateBps / 100}
          onChange={(rate) => change({ rateBps: Math.round((rate ?? 1) * 100) })}
        />
      </Form.Item>
      <Form.Item label={t('referral.most')}>
        <MoneyInput fen={draft.mostFen} min={0.01} label={t('referral.most')} onChange={(fen) => change({ mostFen: fen ?? 1 })} />
      </Form.Item>
    </div>
  )
}
