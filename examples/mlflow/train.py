"""Trains classifiers of irises and registers them: train.py TRACKING_URI

Version 1 and 2 are good, 3 has learned the wrong labels, 4 is right for one species and slow.
"""
import pathlib
import sys

import mlflow
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

mlflow.set_tracking_uri(sys.argv[1])
features, species = load_iris(return_X_y=True)
models = [
    DecisionTreeClassifier(max_depth=2).fit(features, species),
    LogisticRegression(max_iter=500).fit(features, species),
    LogisticRegression(max_iter=500).fit(features, (species + 1) % 3),
]
for model in models:
    with mlflow.start_run():
        mlflow.sklearn.log_model(
            model,
            name="model",
            registered_model_name="iris",
            pip_requirements=["scikit-learn"],
            serialization_format="cloudpickle",
        )
with mlflow.start_run():
    mlflow.pyfunc.log_model(
        name="model",
        python_model=str(pathlib.Path(__file__).with_name("slow.py")),
        registered_model_name="iris",
        pip_requirements=["mlflow"],
    )

client = mlflow.MlflowClient()
client.set_registered_model_alias("iris", "champion", "1")
client.set_registered_model_alias("iris", "challenger", "2")
print("registered iris 1 to 4, champion is 1, challenger is 2")
