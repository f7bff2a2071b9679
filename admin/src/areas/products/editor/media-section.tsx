import { DeleteOutlined, LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { useState, type DragEvent } from 'react'
import { useT } from '../../../i18n/i18n.tsx'
import { pictureUrl, showGround } from '../../../ui/picture.tsx'
import { MediaPicker } from '../../media/media-picker.tsx'
import type { SectionProps } from './editor-page.tsx'
import { moved } from './moved.ts'
import { Section } from './section.tsx'

const most = 12

/** The pictures of a product; the first is its cover. Ordered by dragging, or with the buttons. */
export function MediaSection({ draft, change, fault }: SectionProps) {
  const t = useT()
  const [picking, setPicking] = useState(false)
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const pictures = draft.pictures
  const move = (from: number, to: number) => change({ pictures: moved(pictures, from, to) })
  const drop = (event: DragEvent, index: number) => {
    event.preventDefault()
    if (dragged !== null) move(dragged, index)
    setDragged(null)
    setOver(null)
  }
  return (
    <Section id="media" title={t('editor.pictures')} hint={t('editor.picturesHint', { most })} fault={fault('pictures')}>
      <div className="pictures">
        {pictures.map((picture, index) => (
          <div
            key={picture.url}
            className={over === index && dragged !== index ? 'picture over' : 'picture'}
            draggable
            onDragStart={() => setDragged(index)}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(index)
            }}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
            onDrop={(event) => drop(event, index)}
          >
            <img
              onError={showGround}
              src={pictureUrl(picture, 240)}
              alt={t('editor.pictureAlt', { number: index + 1 })}
              style={{ backgroundColor: picture.colour }}
            />
            {index === 0 && <span className="cover">{t('editor.cover')}</span>}
            <div className="tools">
              <button type="button" disabled={index === 0} aria-label={t('editor.moveLeft')} onClick={() => move(index, index - 1)}>
                <LeftOutlined />
              </button>
              <button
                type="button"
                aria-label={t('common.remove')}
                onClick={() => change({ pictures: pictures.filter((_, at) => at !== index) })}
              >
                <DeleteOutlined />
              </button>
              <button
                type="button"
                disabled={index === pictures.length - 1}
                aria-label={t('editor.moveRight')}
                onClick={() => move(index, index + 1)}
              >
                <RightOutlined />
              </button>
            </div>
          </div>
        ))}
        {pictures.length < most && (
          <button type="button" className="picture-add" onClick={() => setPicking(true)} data-testid="picture-add">
            <PlusOutlined />
            <span className="small">{t('editor.pictureAdd')}</span>
          </button>
        )}
      </div>
      {picking && (
        <MediaPicker
          most={most - pictures.length}
          onClose={() => setPicking(false)}
          onChosen={(chosen) =>
            change({ pictures: [...pictures, ...chosen.filter((one) => pictures.every((picture) => picture.url !== one.url))] })
          }
        />
      )}
    </Section>
  )
}
