import * as tf from '@tensorflow/tfjs';

// The plain back end greets Node users on stderr; under IS_TEST it does not.
tf.env().set('IS_TEST', true);
