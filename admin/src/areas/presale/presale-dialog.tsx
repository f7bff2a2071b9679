import { DatePicker, Form, Input, InputNumber, Modal, Radio, Switch } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuan } from '../../ui/money.tsx'
import { SkuSelect } from '../marketing/sku-select.tsx'
import { bodyOf, type Draft, draftOf, isReady, wrongOf } from './presale-draft.ts'
import type { Presale } from './presales-page.tsx'
import { words } from './words.ts'

interface Part {
  draft: Draft
  change: (patch: Partial<Draft>) => void
}

export function PresaleDialog({ presale, onClose }: { presale: Presale | null; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => draftOf(presale))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listAdminPresales' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createPresale', done)
  const update = useWrite('updatePresale', done)
  const save = () => {
    if (presale) update.mutate({ ...bodyOf(draft), id: presale.id })
    else create.mutate({ ...bodyOf(draft), skuId: draft.skuId, kind: draft.kind })
  }
  return (
    <Modal
      open
      width={680}
      title={t(presale ? 'presale.edit' : 'presale.new')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !isReady(draft), loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        {presale ? null : (
          <Form.Item label={t('presale.kind')}>
            <Radio.Group
              value={draft.kind}
              onChange={(event) => change({ kind: event.target.value === 'full' ? 'full' : 'deposit' })}
              options={[
                { value: 'deposit', label: t('presale.kind.deposit') },
                { value: 'full', label: t('presale.kind.full') },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item label={t('presale.title')} htmlFor="presale-title">
          <Input id="presale-title" value={draft.title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('bargain.goods')}>
          {presale ? (
            <span>{presale.goods ? [presale.goods.title, ...presale.goods.options].join(' ') : t('bargain.goodsGone')}</span>
          ) : (
            <SkuSelect value={draft.skuId} label={t('bargain.goods')} onChange={(next) => change({ skuId: next ?? '' })} />
          )}
        </Form.Item>
        <Sums draft={draft} change={change} />
        {draft.kind === 'deposit' && <DepositRules draft={draft} change={change} />}
        <Times draft={draft} change={change} />
        <div className="row" style={{ gap: 32 }}>
          <Form.Item label={t('bargain.freeFreight')}>
            <Switch checked={draft.freeFreight} aria-label={t('bargain.freeFreight')} onChange={(freeFreight) => change({ freeFreight })} />
          </Form.Item>
          <Form.Item label={t('bargain.enabled')}>
            <Switch checked={draft.enabled} aria-label={t('bargain.enabled')} onChange={(enabled) => change({ enabled })} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}

const grid = { display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', columnGap: 16 } as const

function Sums({ draft, change }: Part) {
  const t = useT()
  const wrong = wrongOf(draft)
  const money = (of: 'priceFen' | 'depositFen' | 'worthFen', label: Key) => (
    <Form.Item label={t(label)}>
      <MoneyInput fen={draft[of]} onChange={(fen) => change({ [of]: fen })} label={t(label)} min={0.01} width="100%" />
    </Form.Item>
  )
  const count = (of: 'pieces' | 'perPerson', label: Key, max: number) => (
    <Form.Item label={t(label)} htmlFor={`presale-${of}`}>
      <InputNumber<number>
        id={`presale-${of}`}
        style={{ width: '100%' }}
        min={1}
        max={max}
        precision={0}
        value={draft[of]}
        onChange={(value) => change({ [of]: value ?? 1 })}
      />
    </Form.Item>
  )
  return (
    <>
      <div style={grid}>
        {money('priceFen', 'presale.price')}
        {draft.kind === 'deposit' && money('depositFen', 'presale.deposit')}
        {draft.kind === 'deposit' && money('worthFen', 'presale.worth')}
        {count('pieces', 'presale.pieces', 1_000_000)}
        {count('perPerson', 'presale.perPerson', 100)}
      </div>
      {wrong === 'tooHigh' || wrong === 'sumsWrong' ? (
        <p style={{ color: 'var(--ant-color-error)' }}>
          {t(wrong === 'tooHigh' ? 'presale.tooHigh' : 'presale.sumsWrong', { most: yuan(Math.floor((draft.priceFen ?? 0) / 5)) })}
        </p>
      ) : (
        <Preview draft={draft} />
      )}
    </>
  )
}

/** What a shopper pays when, and what a piece gives away. */
function Preview({ draft: { kind, priceFen, depositFen, worthFen } }: { draft: Draft }) {
  const t = useT()
  if (kind === 'full' || priceFen === null || depositFen === null || worthFen === null) return null
  const balanceFen = priceFen - worthFen
  const sums = {
    deposit: yuan(depositFen),
    balance: yuan(balanceFen),
    total: yuan(depositFen + balanceFen),
    given: yuan(worthFen - depositFen),
  }
  return (
    <p className="muted" data-testid="presale-preview">
      {t('presale.preview', sums)}
    </p>
  )
}

function DepositRules({ draft, change }: Part) {
  const t = useT()
  return (
    <>
      <Form.Item label={t('presale.word')} extra={t(words[draft.word].hint)}>
        <Radio.Group
          value={draft.word}
          onChange={(event) => change({ word: event.target.value === 'advance' ? 'advance' : 'earnest' })}
          options={[
            { value: 'earnest', label: t('presale.word.earnest') },
            { value: 'advance', label: t('presale.word.advance') },
          ]}
        />
      </Form.Item>
      {draft.word === 'earnest' && (
        <div className="row" style={{ gap: 32 }}>
          <Form.Item label={t('presale.unpaidRule')}>
            <Radio.Group
              value={draft.unpaid}
              onChange={(event) => change({ unpaid: event.target.value === 'refund' ? 'refund' : 'forfeit' })}
              options={[
                { value: 'forfeit', label: t('presale.unpaid.forfeit') },
                { value: 'refund', label: t('presale.unpaid.refund') },
              ]}
            />
          </Form.Item>
          <Form.Item label={t('presale.refundBefore')}>
            <Switch
              checked={draft.refundBefore}
              aria-label={t('presale.refundBefore')}
              onChange={(refundBefore) => change({ refundBefore })}
            />
          </Form.Item>
        </div>
      )}
    </>
  )
}

function Times({ draft, change }: Part) {
  const t = useT()
  const range = (of: 'period' | 'balance', label: Key) => (
    <Form.Item label={t(label)}>
      <DatePicker.RangePicker
        showTime
        allowClear={false}
        value={draft[of]}
        onChange={(next) => next?.[0] && next[1] && change({ [of]: [next[0], next[1]] as [Dayjs, Dayjs] })}
      />
    </Form.Item>
  )
  return (
    <>
      {range('period', 'presale.period')}
      {draft.kind === 'deposit' && range('balance', 'presale.balancePeriod')}
      <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
        <Form.Item label={t('presale.shipBy')}>
          <DatePicker showTime allowClear={false} value={draft.shipBy} onChange={(shipBy) => shipBy && change({ shipBy })} />
        </Form.Item>
        <Form.Item label={t('presale.waitUntil')} extra={t('presale.waitHint')}>
          <DatePicker showTime value={draft.waitUntil} onChange={(waitUntil) => change({ waitUntil })} />
        </Form.Item>
      </div>
      {wrongOf(draft) === 'timesWrong' && <p style={{ color: 'var(--ant-color-error)' }}>{t('presale.timesWrong')}</p>}
    </>
  )
}
