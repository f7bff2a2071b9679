import { CodeSandboxOutlined } from '@ant-design/icons'
import { Button, Form, Modal } from 'antd'
import { useState } from 'react'
import { useT } from '../../../i18n/i18n.tsx'
import { Thumb } from '../../../ui/picture.tsx'
import { AssetList } from '../../media/asset-list.tsx'
import type { Asset, AssetKind } from '../../media/asset-upload.tsx'
import { MediaPicker } from '../../media/media-picker.tsx'
import type { SectionProps } from './editor-page.tsx'
import { posterOf } from './poster.ts'
import { Section } from './section.tsx'

/** What is shown of a product beside its pictures: a video, and a model that can be turned. */
export function ShowSection({ draft, change }: SectionProps) {
  const t = useT()
  const [picking, setPicking] = useState<AssetKind | 'poster' | null>(null)
  const [making, setMaking] = useState(false)
  const { video, model } = draft
  const choose = async (asset: Asset) => {
    setPicking(null)
    if (!asset.video) return change({ model: { url: asset.url } })
    const chosen = { url: asset.url, ...asset.video, poster: null }
    change({ video: chosen })
    setMaking(true)
    // The first picture of the product stands in where no frame could be taken.
    const poster = await posterOf(asset.url).catch(() => null)
    setMaking(false)
    if (poster) change({ video: { ...chosen, poster } })
  }
  return (
    <Section id="show" title={t('editor.show')} hint={t('editor.showHint')}>
      <Form layout="vertical" component="div">
        <div className="editor-grid">
          <Form.Item label={t('editor.video')}>
            {video ? (
              <div className="stack-tight">
                <video
                  className="editor-video"
                  src={video.url}
                  poster={video.poster ? `${video.poster.url}-480.webp` : undefined}
                  preload="none"
                  muted
                  controls
                  aria-label={t('editor.video')}
                />
                <div className="row">
                  <Thumb picture={video.poster ?? draft.pictures[0] ?? null} size={32} />
                  <Button size="small" loading={making} onClick={() => setPicking('poster')}>
                    {t('editor.poster')}
                  </Button>
                  <Button size="small" onClick={() => setPicking('video')}>
                    {t('editor.change')}
                  </Button>
                  <Button size="small" type="text" onClick={() => change({ video: null })}>
                    {t('common.remove')}
                  </Button>
                </div>
              </div>
            ) : (
              <Button onClick={() => setPicking('video')} data-testid="pick-video">
                {t('editor.addVideo')}
              </Button>
            )}
          </Form.Item>
          <Form.Item label={t('editor.model')}>
            {model ? (
              <div className="stack-tight">
                <div className="editor-video asset-model">
                  <CodeSandboxOutlined />
                </div>
                <div className="row">
                  <Button size="small" onClick={() => setPicking('model')}>
                    {t('editor.change')}
                  </Button>
                  <Button size="small" type="text" onClick={() => change({ model: null })}>
                    {t('common.remove')}
                  </Button>
                </div>
              </div>
            ) : (
              <Button onClick={() => setPicking('model')} data-testid="pick-model">
                {t('editor.addModel')}
              </Button>
            )}
          </Form.Item>
        </div>
      </Form>
      {picking === 'poster' && video && (
        <MediaPicker most={1} onClose={() => setPicking(null)} onChosen={([poster]) => poster && change({ video: { ...video, poster } })} />
      )}
      {(picking === 'video' || picking === 'model') && (
        <Modal
          open
          width={760}
          footer={null}
          title={t(picking === 'video' ? 'editor.addVideo' : 'editor.addModel')}
          onCancel={() => setPicking(null)}
          data-testid="asset-picker"
        >
          <AssetList kind={picking} onChoose={(asset) => void choose(asset)} />
        </Modal>
      )}
    </Section>
  )
}
