import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useT } from '../../i18n/i18n.tsx'
import { ProductsSelect } from './products-select.tsx'

type Pin = Reply<'getSearchWords'>['pins'][number]

/** Which products stand first for a question. */
export function Pins({ pins, onChange }: { pins: readonly Pin[]; onChange: (pins: Pin[]) => void }) {
  const t = useT()
  const change = (index: number, next: Partial<Pin>) => onChange(pins.map((pin, at) => (at === index ? { ...pin, ...next } : pin)))
  return (
    <section className="card card-pad" data-testid="search-pins">
      <div className="card-head">
        <div>
          <h2>{t('words.pins')}</h2>
          <div className="muted small">{t('words.pinsHint')}</div>
        </div>
        <span className="spring" />
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...pins, { text: '', productIds: [] }])}>
          {t('words.addPin')}
        </Button>
      </div>
      <div className="stack-tight">
        {pins.map((pin, index) => (
          <div key={index} className="row" style={{ flexWrap: 'nowrap' }}>
            <Input
              value={pin.text}
              maxLength={60}
              placeholder={t('words.text')}
              aria-label={t('words.text')}
              style={{ width: 180, flex: 'none' }}
              {...(pin.text.trim() === '' ? { status: 'warning' as const } : {})}
              onChange={(event) => change(index, { text: event.target.value })}
            />
            <div style={{ flex: 1, minWidth: 0 }}>
              <ProductsSelect
                value={pin.productIds}
                placeholder={t('words.pinned')}
                onChange={(productIds) => change(index, { productIds: productIds.slice(0, 10) })}
              />
            </div>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('common.remove')}
              onClick={() => onChange(pins.filter((_, at) => at !== index))}
            />
          </div>
        ))}
      </div>
    </section>
  )
}
