"""A model that takes more than half a second for an answer."""
import time

import mlflow


class Slow(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        time.sleep(0.6)
        return [0 for _ in range(len(model_input))]


mlflow.models.set_model(Slow())
