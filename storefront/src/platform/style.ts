// Mini programs need no styles beyond app.scss; the H5 variant of this file brings its own.
import '../app.scss'
