import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, DatePicker, InputNumber, Modal, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useT } from '../../../i18n/i18n.tsx'
import { yuan } from '../../../ui/money.tsx'
import { MoneyInput } from '../../../ui/money-input.tsx'
import { specialsWrong } from './draft.ts'
import type { SkuDraft, Special } from './sku-matrix.ts'

interface Props {
  sku: SkuDraft
  /** `all`: for every SKU of the product. */
  onChange: (specials: Special[], all: boolean) => void
  onClose: () => void
}

const kindKey = { member: 'editor.special.member', timed: 'editor.special.timed', channel: 'editor.special.channel' } as const
const channelKey = { weapp: 'channel.weapp', alipay: 'channel.alipay', tt: 'channel.tt', h5: 'channel.h5' } as const
const kinds = ['member', 'timed', 'channel'] as const
const channels = ['weapp', 'alipay', 'tt', 'h5'] as const

function blank(kind: Special['kind'], priceFen: number): Special {
  if (kind === 'member') return { kind, fromTier: 1, priceFen }
  if (kind === 'channel') return { kind, channel: 'weapp', priceFen }
  return { kind, from: dayjs().startOf('hour').toISOString(), until: dayjs().startOf('hour').add(7, 'day').toISOString(), priceFen }
}

/** Prices for members, for a span of time, for a channel. The lowest that applies is what a shopper pays. */
export function SpecialDialog({ sku, onChange, onClose }: Props) {
  const t = useT()
  const [specials, setSpecials] = useState<Special[]>(sku.specials)
  const [all, setAll] = useState(false)
  const price = sku.priceFen ?? 0
  const wrong = specialsWrong(specials, price)
  const set = (index: number, special: Special) => setSpecials(specials.map((one, at) => (at === index ? special : one)))
  return (
    <Modal
      open
      width={640}
      title={t('editor.specialsTitle', { sku: sku.options.join(' ') || sku.code })}
      okButtonProps={{ disabled: wrong }}
      onOk={() => {
        onChange(specials, all)
        onClose()
      }}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p className="muted">{t('editor.specialsHint', { price: yuan(price) })}</p>
        {specials.map((special, index) => (
          <div key={index} className="row" style={{ flexWrap: 'wrap' }}>
            <span style={{ minWidth: 60 }}>{t(kindKey[special.kind])}</span>
            <Condition special={special} onChange={(next) => set(index, next)} />
            <MoneyInput
              fen={special.priceFen}
              label={t('editor.price')}
              onChange={(fen) => set(index, { ...special, priceFen: fen ?? 0 })}
              width={120}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('common.remove')}
              onClick={() => setSpecials(specials.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        {wrong && <div style={{ color: 'var(--bad)' }}>{t('editor.fault.specials')}</div>}
        <div className="row" style={{ flexWrap: 'wrap' }}>
          {kinds.map((kind) => (
            <Button
              key={kind}
              size="small"
              icon={<PlusOutlined />}
              disabled={specials.length >= 12}
              onClick={() => setSpecials([...specials, blank(kind, Math.max(0, Math.floor(price * 0.95)))])}
            >
              {t(kindKey[kind])}
            </Button>
          ))}
          <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
            {t('editor.tierAll')}
          </Checkbox>
        </div>
      </div>
    </Modal>
  )
}

function Condition({ special, onChange }: { special: Special; onChange: (special: Special) => void }) {
  const t = useT()
  if (special.kind === 'member')
    return (
      <>
        {t('editor.specialFromTier')}
        <InputNumber
          min={1}
          max={99}
          precision={0}
          value={special.fromTier}
          aria-label={t('editor.specialFromTier')}
          onChange={(value) => onChange({ ...special, fromTier: value ?? 1 })}
          style={{ width: 70 }}
        />
      </>
    )
  if (special.kind === 'channel')
    return (
      <Select
        value={special.channel}
        aria-label={t('editor.specialChannel')}
        options={channels.map((value) => ({ value, label: t(channelKey[value]) }))}
        onChange={(channel) => onChange({ ...special, channel })}
        style={{ width: 150 }}
      />
    )
  return (
    <DatePicker.RangePicker
      showTime={{ format: 'HH:mm' }}
      allowClear={false}
      value={[dayjs(special.from), dayjs(special.until)]}
      aria-label={t('editor.specialSpan')}
      onChange={(range) => {
        const [from, until] = range ?? []
        if (from && until) onChange({ ...special, from: from.toISOString(), until: until.toISOString() })
      }}
    />
  )
}
