import { CloseOutlined, StarOutlined } from '@ant-design/icons'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useT } from '../i18n/i18n.tsx'
import { keepView, readViews, type View } from './views.ts'

/** Named sets of filters of one list, kept in this browser; choosing one puts its filters into the address. */
export function SavedViews({ id }: { id: string }) {
  const t = useT()
  const [params, setParams] = useSearchParams()
  const [views, setViews] = useState<View[]>(() => readViews(localStorage.getItem(`puzi.admin.views.${id}`)))
  const [name, setName] = useState('')
  const [open, setOpen] = useState(false)
  const store = (next: View[]) => {
    localStorage.setItem(`puzi.admin.views.${id}`, JSON.stringify(next))
    setViews(next)
  }
  const keep = () => {
    store(keepView(views, name, params))
    setName('')
  }
  const content = (
    <div className="stack-tight" style={{ width: 240 }}>
      {views.length === 0 && <p className="muted small">{t('views.none')}</p>}
      {views.map((view) => (
        <div key={view.name} className="row" style={{ flexWrap: 'nowrap', gap: 4 }}>
          <Button
            type="text"
            block
            style={{ justifyContent: 'flex-start' }}
            onClick={() => {
              setParams(new URLSearchParams(view.query))
              setOpen(false)
            }}
          >
            <span className="ellipsis">{view.name}</span>
          </Button>
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('views.remove', { name: view.name })}
            onClick={() => store(views.filter((one) => one !== view))}
          />
        </div>
      ))}
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        <Input
          size="small"
          value={name}
          maxLength={20}
          placeholder={t('views.name')}
          aria-label={t('views.name')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() && keep()}
          data-testid="view-name"
        />
        <Button size="small" disabled={name.trim() === ''} onClick={keep} data-testid="view-save">
          {t('views.save')}
        </Button>
      </div>
    </div>
  )
  return (
    <Popover open={open} onOpenChange={setOpen} content={content} trigger="click" placement="bottomRight" title={t('views.title')}>
      <Button icon={<StarOutlined />} data-testid="views">
        {t('views.title')}
      </Button>
    </Popover>
  )
}
