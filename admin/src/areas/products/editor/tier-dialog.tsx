import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useT } from '../../../i18n/i18n.tsx'
import { yuan } from '../../../ui/money.tsx'
import { MoneyInput } from '../../../ui/money-input.tsx'
import type { SkuDraft, Tier } from './sku-matrix.ts'

interface Props {
  sku: SkuDraft
  /** `all`: for every SKU of the product. */
  onChange: (tiers: Tier[], all: boolean) => void
  onClose: () => void
}

/** 满 N 件，每件 X 元: each step asks for more pieces and costs less. */
export function TierDialog({ sku, onChange, onClose }: Props) {
  const t = useT()
  const [tiers, setTiers] = useState<Tier[]>(sku.tiers)
  const [all, setAll] = useState(false)
  const price = sku.priceFen ?? 0
  const wrong = tiers.some((tier, index) => {
    const before = tiers[index - 1] ?? { minQuantity: 1, priceFen: price }
    return tier.minQuantity <= before.minQuantity || tier.priceFen >= before.priceFen
  })
  const set = (index: number, patch: Partial<Tier>) => setTiers(tiers.map((tier, at) => (at === index ? { ...tier, ...patch } : tier)))
  const add = () => {
    const last = tiers.at(-1) ?? { minQuantity: 1, priceFen: price }
    setTiers([...tiers, { minQuantity: last.minQuantity * 2, priceFen: Math.max(1, Math.round(last.priceFen * 0.95)) }])
  }
  const done = () => {
    onChange(tiers, all)
    onClose()
  }
  return (
    <Modal
      open
      title={t('editor.tiersTitle', { sku: sku.options.join(' ') || sku.code })}
      okButtonProps={{ disabled: wrong }}
      onOk={done}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p className="muted">{t('editor.tiersHint', { price: yuan(price) })}</p>
        {tiers.map((tier, index) => (
          <div key={index} className="row">
            {t('editor.tierFrom')}
            <InputNumber
              min={2}
              max={9999}
              precision={0}
              value={tier.minQuantity}
              aria-label={t('editor.tierPieces')}
              onChange={(value) => set(index, { minQuantity: value ?? 2 })}
              style={{ width: 80 }}
            />
            {t('editor.tierEach')}
            <MoneyInput fen={tier.priceFen} label={t('editor.price')} onChange={(fen) => set(index, { priceFen: fen ?? 0 })} width={120} />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('common.remove')}
              onClick={() => setTiers(tiers.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        {wrong && <div style={{ color: 'var(--bad)' }}>{t('editor.fault.tiers')}</div>}
        <div className="row">
          <Button size="small" icon={<PlusOutlined />} disabled={tiers.length >= 5} onClick={add}>
            {t('editor.tierAdd')}
          </Button>
          <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
            {t('editor.tierAll')}
          </Checkbox>
        </div>
      </div>
    </Modal>
  )
}
